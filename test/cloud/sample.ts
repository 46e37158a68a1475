/** Believable content for the demo: what a small German company has lying in its cloud, with the odd names that real folders collect. */
import { seededRandom } from './fault-engine.ts';
import { csv, docx, pdf, png, svg } from './sample-formats.ts';
import type { WebUser } from './web-user.ts';

const CUSTOMERS = [
  'Müller Bau GmbH',
  'Bäckerei Öztürk',
  'Praxis Dr. Groß',
  'Kanzlei Weißenfels & Söhne',
  'Stadtwerke Lüneburg',
];
const ITEMS = [
  'Büroregal, Eiche',
  'Ordner A4, blau',
  'Beratung, pro Stunde',
  'Lieferung frei Haus',
  'Montage vor Ort',
  'Wartung, jährlich',
];
const DAY_MS = 86_400_000;
const NEWEST = Date.UTC(2026, 9, 30, 15, 12, 44);

interface Writer {
  /** Writes with a modification time of its own, some day in the two years before. */
  put(path: string, bytes: Uint8Array | string): void;
  pick<T>(list: readonly T[]): T;
  number(below: number): number;
}

function writerFor(user: WebUser, seed: number): Writer {
  const random = seededRandom(seed);
  return {
    put: (path, bytes) => {
      const modified = NEWEST - Math.floor(random() * 730 * DAY_MS);
      user.write(path, bytes, { modified, created: modified - Math.floor(random() * 30 * DAY_MS) });
    },
    pick: (list) => {
      const chosen = list[Math.floor(random() * list.length)];
      if (chosen === undefined) throw new Error('There is nothing to pick from.');
      return chosen;
    },
    number: (below) => Math.floor(random() * below),
  };
}

function euro(cents: number): string {
  return `${(cents / 100).toFixed(2).replace('.', ',')} €`;
}

/** 255 bytes of UTF-8, the longest that common file systems take. */
export function longestName(): string {
  const stem =
    'Protokoll der außerordentlichen Gesellschafterversammlung mit Anlagen über die Änderung der Geschäftsordnung und ';
  const end = '.txt';
  let name = stem;
  while (Buffer.byteLength(name + end) < 254) name += 'ä';
  while (Buffer.byteLength(name + end) < 255) name += 'e';
  return name + end;
}

function offers(to: Writer): void {
  for (const year of [2024, 2025, 2026])
    CUSTOMERS.forEach((customer, index) => {
      const number = `${year}-${String(index * 7 + 3).padStart(3, '0')}`;
      const lines = [`Angebot ${number}`, `Für: ${customer}`, '', ...ITEMS.slice(0, 2 + to.number(4))];
      to.put(
        `/Angebote/${year}/Angebot ${number} ${customer}.docx`,
        docx([...lines, `Summe: ${euro(to.number(900_000))}`]),
      );
    });
}

function invoices(to: Writer): void {
  for (const year of [2025, 2026]) {
    const rows = [['Nummer', 'Kunde', 'Betrag', 'Bezahlt']];
    for (let month = 1; month <= 10; month++) {
      const number = `RE-${year}-${String(month).padStart(2, '0')}`;
      const customer = to.pick(CUSTOMERS);
      const sum = euro(to.number(500_000));
      rows.push([number, customer, sum, to.number(2) === 0 ? 'ja' : 'nein']);
      to.put(
        `/Rechnungen/${year}/${number}.pdf`,
        pdf([`Rechnung ${number}`, customer, `Betrag: ${sum.replace('€', 'EUR')}`]),
      );
    }
    to.put(`/Rechnungen/${year}/Übersicht ${year}.csv`, csv(rows));
  }
}

const PROJECT = '/Projekte/Neubau Lagerhalle';

function projects(to: Writer): void {
  for (let n = 1; n <= 8; n++) {
    const day = `2026-${String(n).padStart(2, '0')}-12`;
    const text = `# Besprechung ${day}\n\nAnwesend: Anna, Bernd, Clara\n\n- Stand der Arbeiten\n- Offene Punkte: ${ITEMS[n % ITEMS.length]}\n- Nächster Termin folgt\n`;
    to.put(`${PROJECT}/Protokolle/Protokoll ${day}.md`, text);
  }
  for (let n = 1; n <= 18; n++) {
    const colours = [0, 1, 2].map(() => 60 + to.number(180));
    to.put(`${PROJECT}/Fotos/IMG_${2040 + n}.png`, png(96, 64, colours, [230, 230, 220]));
  }
  to.put(`${PROJECT}/Pläne/Grundriss EG.svg`, svg('Grundriss EG', '#2f6f8f'));
  to.put(`${PROJECT}/Pläne/Grundriss OG.svg`, svg('Grundriss OG', '#8f5a2f'));
  to.put(
    `${PROJECT}/Pläne/Ausschreibung/Los 1 - Erdarbeiten/Leistungsverzeichnis.csv`,
    csv([
      ['Pos', 'Text', 'Menge'],
      ['1', 'Aushub', '420 m³'],
    ]),
  );
  to.put('/Projekte/Website/index.html', '<!doctype html><title>Musterfirma</title><h1>Willkommen</h1>\n');
  to.put('/Projekte/Website/daten.json', '{ "firma": "Musterfirma GmbH", "ort": "Lüneburg" }\n');
  to.put('/Projekte/Website/bilder/kopf.png', png(160, 40, [40, 90, 160], [240, 250, 255]));
  const deep = '/Projekte/Archiv/2019/Süd/Ost/Halle 3/Ebene 2/Raum 14/Regal B/Fach 7/Kiste 12/Mappe 4';
  to.put(`${deep}/Ganz unten.txt`, 'Wer bis hierher kommt, findet auch alles andere.\n');
}

function office(to: Writer): void {
  const staff = ['Anna', 'Bernd', 'Clara', 'Dilek'];
  for (const name of staff)
    to.put(
      `/Personal/Urlaub/Urlaubsantrag ${name}.docx`,
      docx(['Urlaubsantrag', `Name: ${name}`, 'Zeitraum: 3. bis 21. August 2026']),
    );
  for (let week = 30; week < 42; week++)
    to.put(
      `/Personal/Dienstpläne/KW ${week}.csv`,
      csv([
        ['Tag', ...staff],
        ['Montag', 'früh', 'spät', 'früh', 'frei'],
      ]),
    );
  for (const title of ['Briefkopf', 'Faxvorlage', 'Mahnung', 'Lieferschein'])
    to.put(`/Vorlagen/${title}.docx`, docx([title, 'Musterfirma GmbH', 'Am Markt 1, 21335 Lüneburg']));
  ['#b03a2e', '#1e8449', '#1f618d'].forEach((colour, index) => {
    to.put(`/Marketing/Logo/Logo Variante ${index + 1}.svg`, svg('Musterfirma', colour));
  });
  for (let n = 1; n <= 12; n++)
    to.put(`/Marketing/Messe 2026/Stand ${n}.png`, png(120, 80, [n * 20, 80, 120], [250, 240, 200]));
  to.put('/Marketing/Messe 2026/Texte/Begrüßung.md', '# Herzlich willkommen!\n\nSchön, dass Sie da sind.\n');
}

function oddNames(to: Writer): void {
  const odd = '/Ungewöhnliche Namen';
  to.put(`${odd}/${longestName()}`, 'Ein Name von 255 Bytes.\n');
  to.put(`${odd}/Sommerfest 🎉🌻.txt`, 'Mit Musik und Kuchen.\n');
  to.put(`${odd}/日本語の書類.txt`, 'こんにちは\n');
  to.put(`${odd}/Ελληνικά και русский.txt`, 'Zwei Schriften in einem Namen.\n');
  // The decomposed form, as a Mac used to write it.
  to.put(`${odd}/${'Menü für die Küche'.normalize('NFD')}.txt`, 'Suppe, Knödel, Kompott.\n');
  to.put(`${odd}/  zwei  Leerzeichen  .txt`, 'Leerzeichen am Anfang und in der Mitte.\n');
  to.put(`${odd}/100% #fertig & [geprüft] +1 (Kopie).txt`, 'Zeichen, die in Adressen eine Bedeutung haben.\n');
  to.put(`${odd}/ohne Endung`, 'Ohne Endung.\n');
  to.put(`${odd}/.versteckt`, 'Mit einem Punkt am Anfang.\n');
  to.put(`${odd}/leer.txt`, '');
}

/** Fills a person's root: about 120 files. The same seed gives the same bytes. */
export function fillWithSample(user: WebUser, seed = 1): void {
  const to = writerFor(user, seed);
  to.put('/Willkommen.md', '# Willkommen in der Leitz Cloud\n\nÄndern Sie diese Datei, und sie ändert sich überall.\n');
  to.put(
    '/Telefonliste.csv',
    csv([
      ['Name', 'Durchwahl'],
      ['Anna Schmidt', '10'],
      ['Bernd Müller', '11'],
      ['Clara Weiß', '12'],
    ]),
  );
  offers(to);
  invoices(to);
  projects(to);
  office(to);
  oddNames(to);
  user.mkdir('/Leerer Ordner');
  user.mkdir('/Projekte/Umzug 2027/Noch nichts hier');
}

/** Fills a team share with what several people work on; some of it has revisions. */
export function fillTeamShare(user: WebUser, seed = 2): void {
  const to = writerFor(user, seed);
  for (const customer of CUSTOMERS) {
    to.put(
      `/Kunden/${customer}/Stammdaten.csv`,
      csv([
        ['Firma', customer],
        ['Ort', 'Lüneburg'],
      ]),
    );
    to.put(`/Kunden/${customer}/Notizen.md`, `# ${customer}\n\nZuletzt gesprochen im Herbst.\n`);
  }
  for (let draft = 1; draft <= 3; draft++)
    to.put(
      '/Preisliste 2027.csv',
      csv([['Artikel', 'Preis'], ...ITEMS.map((item) => [item, euro(1000 * draft + to.number(9000))])]),
    );
  to.put('/Kampagne Frühjahr/Ideen.md', '- Plakat am Bahnhof\n- Anzeige im Wochenblatt\n');
  to.put('/Kampagne Frühjahr/Plakat.png', png(140, 200, [250, 200, 60], [220, 90, 60]));
}
