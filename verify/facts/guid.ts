const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a GUID as Azure writes it: five groups with dashes, no braces. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** Whether two GUIDs are the same one; case does not matter to Azure. */
export function sameGuid(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** In how many places two GUIDs may differ for one to be a slip of the other: a letter dropped, or two swapped. */
const SLIP = 4;

/** The GUID among some that a text was probably meant to be: equal but for a few places. */
export function slipOf(text: string, guids: Iterable<string>): string | undefined {
  const wanted = text.toLowerCase();
  for (const guid of guids) {
    const other = guid.toLowerCase();
    if (other.length === wanted.length && placesApart(wanted, other) <= SLIP) {
      return guid;
    }
  }
  return undefined;
}

function placesApart(one: string, other: string): number {
  let apart = 0;
  for (let at = 0; at < one.length && apart <= SLIP; at += 1) {
    apart += one[at] === other[at] ? 0 : 1;
  }
  return apart;
}
