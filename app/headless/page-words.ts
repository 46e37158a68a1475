/** The few sentences that are shown where the face itself may not be: without a session there is no page. */
import type { Language } from '../../shared/text/words.ts';
import type { Refusal } from './page-guard.ts';

const WORDS: Readonly<Record<Language, Readonly<Record<Refusal | 'used-address' | 'no-files', string>>>> = {
  en: {
    'foreign-host': 'This page answers under 127.0.0.1 and localhost only.',
    'foreign-origin': 'Another web page tried to use Leitz Cloud. It was refused.',
    'no-session':
      'This browser is not let in yet. Open the address that “leitz-cloud start --page” printed; it is good once. “leitz-cloud page” prints a new one.',
    'no-face-header': 'This request did not come from the page. It was refused.',
    'too-many-requests': 'Too many requests. Wait a minute, then load the page again.',
    'used-address':
      'This address was used before or is too old; each one is good once and for an hour. “leitz-cloud page” prints a new one.',
    'no-files': 'The page was not built. Run “npm run build”, then start again.',
  },
  de: {
    'foreign-host': 'Diese Seite antwortet nur unter 127.0.0.1 und localhost.',
    'foreign-origin': 'Eine andere Webseite wollte Leitz Cloud benutzen. Das wurde abgelehnt.',
    'no-session':
      'Dieser Browser ist noch nicht zugelassen. Öffnen Sie die Adresse, die „leitz-cloud start --page“ ausgegeben hat; sie gilt einmal. „leitz-cloud page“ gibt eine neue aus.',
    'no-face-header': 'Diese Anfrage kam nicht von der Seite. Sie wurde abgelehnt.',
    'too-many-requests': 'Zu viele Anfragen. Warten Sie eine Minute und laden Sie die Seite dann neu.',
    'used-address':
      'Diese Adresse wurde schon benutzt oder ist zu alt; jede gilt einmal und eine Stunde lang. „leitz-cloud page“ gibt eine neue aus.',
    'no-files': 'Die Seite wurde nicht gebaut. Rufen Sie „npm run build“ auf und starten Sie dann neu.',
  },
};

export type PageNotice = keyof (typeof WORDS)['en'];

/** A whole small document without style or script. Holds nothing of the request. */
export function noticeDocument(notice: PageNotice, acceptLanguage: string | undefined): string {
  const language: Language = /^\s*de\b/iu.test(acceptLanguage ?? '') ? 'de' : 'en';
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>Leitz Cloud</title><h1>Leitz Cloud</h1><p>${WORDS[language][notice]}</p></html>\n`;
}
