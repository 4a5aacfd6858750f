import { quote } from "../../../shared/index.js";
import type { SyncedSecret } from "../../kubernetes/types.js";

/** What a message calls an entry of `secretObjects`: by its name, or by its place where it has none. */
export function called({ id, name, providerClass }: SyncedSecret): string {
  return name === "" ? id : `Secret ${quote(name)} of ${providerClass.id}`;
}

/**
 * What the cluster shows of an entry: the driver looks at name and type first, and says what is wrong with the data only
 * after that.
 */
export function shownOfData({ name, type }: SyncedSecret, shown: string): string {
  const missing = name === "" ? "name" : type === "" ? "type" : undefined;
  return missing === undefined ? shown : `only in the log of the driver: secret ${missing} is empty`;
}
