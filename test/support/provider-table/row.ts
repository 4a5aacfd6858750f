import type { Mount } from "../../../model/container.js";
import type { Environment, Problem } from "../../../model/index.js";
import { certificate, key, keyVault, secret } from "../../../model/index.js";
import { api, healthy, untyped } from "../descriptions.js";
import type { Manifest } from "../synthesis.js";

/** One thing that provider or driver says or does, and what becomes of it here. */
export interface Row {
  /** What it is about, as the table of its section counts it; after a colon, which of several. */
  readonly id: string;
  /** The message, or what happens. */
  readonly says: string;
  readonly outcome: Outcome;
}

/** What becomes of something that provider or driver says or does. */
type Outcome =
  /** A description that would lead there has these problems, and no others. */
  | { readonly refused: Environment; readonly by: readonly Pick<Problem, "rule" | "at">[] }
  /** The class of a description that leads there is drawn like this. */
  | { readonly drawn: Environment; readonly as: (providerClass: Manifest) => unknown; readonly is: unknown }
  /** No description leads there: this holds for everything that is drawn. */
  | { readonly unsayable: string; readonly holds: (manifests: readonly Manifest[]) => void }
  /** Shows only when a pod runs, whatever the description says. */
  | { readonly runTime: string };

/** A vault with an object of every kind. */
export const vault = keyVault({
  name: "kv-orders",
  objects: { password: secret("password"), signing: key("signing"), server: certificate("server") },
});

/** An environment with one mount, but for what the row says otherwise. */
export function mounting(mount: Partial<Mount> | object, props: Partial<Environment> | object = {}): Environment {
  const mounts = [{ path: "/mnt/secrets", objects: [vault.objects.password], ...mount }];
  return untyped(healthy({ vaults: [vault], workloads: [api({ mounts })], ...props }));
}

/** An environment whose mount has one entry, described past the compiler. */
export function entry(options: object): Environment {
  return mounting({ objects: [{ object: vault.objects.password, as: "secret", ...options }] });
}

/** Where a mount's only object stands, and where it stands to the check of shapes, which knows no names. */
export const OBJECT = "test › workloads[0] api › mounts[0] › objects[0]";
export const SHAPED_OBJECT = "test › workloads[0].mounts[0].objects[0]";

/** A description that is refused, by rule and place. */
export function refused(environment: Environment, ...by: readonly (readonly [Problem["rule"], string])[]): Outcome {
  return { refused: environment, by: by.map(([rule, at]) => ({ rule, at })) };
}

/** The provider classes among manifests. */
export function classesIn(manifests: readonly Manifest[]): readonly Manifest[] {
  return manifests.filter(({ kind }) => kind === "SecretProviderClass");
}
