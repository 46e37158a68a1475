/** The one source of all icons: a cloud, and a mark for each state. Vector drawings on a field of 64 by 64. */

export const SHAPES = [
  'synced',
  'working-0',
  'working-1',
  'working-2',
  'working-3',
  'paused',
  'attention',
  'offline',
  'signed-out',
] as const;
export type Shape = (typeof SHAPES)[number];

/** `light`: for light panels; `dark`: for dark ones; `template`: black, macOS recolours it. */
export const VARIANTS = ['light', 'dark', 'template'] as const;
export type Variant = (typeof VARIANTS)[number];

const CLOUD =
  'M18 50 C9 50 4 44 4 37 C4 30 9 25 16 24.5 C18 16 25 11 33 11 C42 11 49 17 51 25 C56.5 26 60 31 60 37 C60 44 55 50 47 50 Z';

const INK: Readonly<Record<Variant, string>> = { light: '#30363d', dark: '#f2f4f6', template: '#000000' };

/** A state's colour; the mark's form says the same without it. */
const TINT: Readonly<Record<'good' | 'busy' | 'rest' | 'alarm' | 'off', Readonly<Record<Variant, string>>>> = {
  good: { light: '#1a7f37', dark: '#4ac26b', template: '#000000' },
  busy: { light: '#0969da', dark: '#6cb6ff', template: '#000000' },
  rest: { light: '#6e7781', dark: '#b1bac4', template: '#000000' },
  alarm: { light: '#c4320a', dark: '#ff9b5e', template: '#000000' },
  off: { light: '#6e7781', dark: '#b1bac4', template: '#000000' },
};

const CENTRE = { x: 46, y: 45 } as const;
const RADIUS = 15;

const disc = (fill: string): string => `<circle cx="${CENTRE.x}" cy="${CENTRE.y}" r="${RADIUS}" fill="${fill}"/>`;
const stroke = (path: string, colour: string, width: number): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** A ring of which `quarters` quarters are filled, and one arrow head that says that it turns. */
function ring(quarters: number, colour: string): string {
  const { x, y } = CENTRE;
  const end = (quarters / 4) * 2 * Math.PI - Math.PI / 2;
  const at = `${(x + 9 * Math.cos(end)).toFixed(2)} ${(y + 9 * Math.sin(end)).toFixed(2)}`;
  const pie =
    quarters === 0
      ? ''
      : `<path d="M${x} ${y} L${x} ${y - 9} A9 9 0 ${quarters > 2 ? 1 : 0} 1 ${at} Z" fill="${colour}"/>`;
  return `<circle cx="${x}" cy="${y}" r="12.5" fill="none" stroke="${colour}" stroke-width="4.5" stroke-dasharray="62 16"/>${pie}`;
}

/** What is cut out of the cloud, so that the mark stands free on any panel. */
const HOLE = `<circle cx="${CENTRE.x}" cy="${CENTRE.y}" r="${RADIUS + 3.5}" fill="black"/>`;

function markOf(shape: Shape, variant: Variant): { readonly hole: string; readonly mark: string } {
  const paper = variant === 'dark' ? '#1c2128' : '#ffffff';
  // A template has no colours: the sign inside a disc is a hole in it.
  const cut = (fill: string, sign: (colour: string) => string): { hole: string; mark: string } => ({
    hole: HOLE,
    mark:
      variant === 'template'
        ? `<mask id="s"><rect width="64" height="64" fill="white"/>${sign('black')}</mask><g mask="url(#s)">${disc(fill)}</g>`
        : disc(fill) + sign(paper),
  });
  switch (shape) {
    case 'synced':
      return cut(TINT.good[variant], (colour) => stroke('M39 45.5 L44 50.5 L53 40', colour, 4.5));
    case 'paused':
      return cut(TINT.rest[variant], (colour) => stroke('M42 39 V51 M50 39 V51', colour, 5));
    case 'attention':
      return {
        hole: '<path d="M46 22 L66 63 L26 63 Z" fill="black" stroke="black" stroke-width="5" stroke-linejoin="round"/>',
        mark: `<mask id="s"><rect width="64" height="64" fill="white"/>${stroke('M46 39 V48', 'black', 4.5)}<circle cx="46" cy="55" r="2.6" fill="black"/></mask><path mask="url(#s)" d="M46 29 L61 60 L31 60 Z" fill="${TINT.alarm[variant]}" stroke="${TINT.alarm[variant]}" stroke-width="4" stroke-linejoin="round"/>`,
      };
    case 'offline':
      return { hole: stroke('M10 6 L56 58', 'black', 13), mark: stroke('M10 6 L56 58', TINT.off[variant], 5) };
    case 'signed-out':
      return {
        hole: HOLE,
        mark: `<circle cx="46" cy="38.5" r="6.5" fill="${TINT.off[variant]}"/><path d="M33.5 59 C33.5 51 39 47.5 46 47.5 C53 47.5 58.5 51 58.5 59 Z" fill="${TINT.off[variant]}"/>`,
      };
    default:
      return { hole: HOLE, mark: ring(Number(shape.slice(-1)), TINT.busy[variant]) };
  }
}

/** The tray's drawing of a state. */
export function traySvg(shape: Shape, variant: Variant): string {
  const { hole, mark } = markOf(shape, variant);
  // Signed out, the cloud is only an outline: nothing of it is here.
  const body =
    shape === 'signed-out' ? `fill="none" stroke="${INK[variant]}" stroke-width="5"` : `fill="${INK[variant]}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><mask id="m"><rect width="64" height="64" fill="white"/>${hole}</mask><path mask="url(#m)" d="${CLOUD}" ${body}/>${mark}</svg>`;
}

/** The program's own icon. */
export const appSvg = (): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#2f81f7"/><stop offset="1" stop-color="#0b4fae"/></linearGradient></defs><rect x="2" y="2" width="60" height="60" rx="14" fill="url(#g)"/><g transform="translate(9 9) scale(0.72)"><path d="${CLOUD}" fill="#ffffff"/><path d="M20 36 L29 45 L46 27" transform="translate(-1 -2)" fill="none" stroke="#0b4fae" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/></g></svg>`;
