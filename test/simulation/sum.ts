/** What histories came to, added up. */

export interface Sum {
  histories: number;
  deeds: number;
  deaths: number;
  actions: number;
  broken: number;
}

/** Histories between two lines that say how far it is. */
export const reportEvery = 100;

export const emptySum = (): Sum => ({ histories: 0, deeds: 0, deaths: 0, actions: 0, broken: 0 });

export function addTo(sum: Sum, added: Readonly<Sum>): void {
  sum.histories += added.histories;
  sum.deeds += added.deeds;
  sum.deaths += added.deaths;
  sum.actions += added.actions;
  sum.broken += added.broken;
}

export function told({ histories, deeds, deaths, actions, broken }: Readonly<Sum>, seconds: number): string {
  const what = `${histories} histories (${deeds} deeds, ${deaths} deaths, ${actions} actions), ${broken} broken`;
  return `${what}, in ${seconds.toFixed(1)} s, ${(histories / seconds).toFixed(1)} a second`;
}
