import { type Fault, type Undecided, undecided } from "../../rule.js";
import type { World } from "../../world.js";

/**
 * Something that lacks its other end, as it is to be said: not decided where a part of the artefacts cannot be read,
 * because the other end may stand in that part. The part itself is the mistake then, and another rule's.
 */
export function unlessUnread({ unreadable }: Pick<World, "unreadable">, fault: Fault): Fault | Undecided {
  const [first] = unreadable;
  if (first === undefined) {
    return fault;
  }
  return undecided({
    on: fault.on,
    ...(fault.at === undefined ? {} : { at: fault.at }),
    message: `${fault.message}, as far as the artefacts can be read`,
    needs: `${first.file} in a form that can be read; line ${first.line} keeps it from that`,
  });
}
