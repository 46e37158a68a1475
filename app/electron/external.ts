/** Which addresses may be handed to the browser. */

/**
 * The address in its canonical form, or undefined where it must not be opened: only https, no user name or password in
 * it, no way to smuggle words to a program through it.
 */
export function checkedAddress(text: string): string | undefined {
  if (text.length > 4000 || !URL.canParse(text)) return undefined;
  const address = new URL(text);
  if (address.protocol !== 'https:' || address.hostname === '') return undefined;
  if (address.username !== '' || address.password !== '') return undefined;
  return address.href;
}
