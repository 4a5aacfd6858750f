import { isIPv4 } from "node:net";

/** An IPv4 range, as the numbers of its first address and of the bits that are fixed. */
interface Range {
  readonly first: number;
  readonly bits: number;
}

/** Parses CIDR notation; undefined where it is not, or where the address is not the first of its range. */
function parse(text: string): Range | undefined {
  const [address = "", length = "", ...rest] = text.split("/");
  if (!isIPv4(address) || !/^(0|[1-9]\d?)$/.test(length) || Number(length) > 32 || rest.length > 0) {
    return undefined;
  }
  const first = address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
  return first % size(Number(length)) === 0 ? { first, bits: Number(length) } : undefined;
}

function size(bits: number): number {
  return 2 ** (32 - bits);
}

/** What {@link isRange} accepts, in words. */
export const rangeAllowed = 'an IPv4 range in CIDR notation, from its first address, such as "10.0.0.0/16"';

/** Whether a text is an IPv4 range in CIDR notation. */
export function isRange(text: string): boolean {
  return parse(text) !== undefined;
}

/** Bits that a range fixes: 32 for a single address. */
export function prefixOf(range: string): number {
  return parse(range)?.bits ?? 0;
}

/** Whether one range lies within another, both in CIDR notation. */
export function contains(outer: string, inner: string): boolean {
  const [whole, part] = [parse(outer), parse(inner)];
  return (
    whole !== undefined &&
    part !== undefined &&
    part.first >= whole.first &&
    part.first + size(part.bits) <= whole.first + size(whole.bits)
  );
}

/** Whether two ranges share an address, both in CIDR notation. */
export function overlaps(one: string, other: string): boolean {
  return contains(one, other) || contains(other, one);
}

/** Ranges that no packet from the internet comes from. @see https://www.rfc-editor.org/rfc/rfc1918 */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Whether a range is of addresses that only a private network has. */
export function isPrivate(range: string): boolean {
  return PRIVATE.some((known) => overlaps(known, range));
}
