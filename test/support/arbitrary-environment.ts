import fc from "fast-check";
import {
  certificate,
  deployment,
  type Environment,
  entraApplication,
  environment,
  existingCluster,
  existingIdentity,
  existingKeyVault,
  existingResourceGroup,
  file,
  key,
  keyVault,
  managedIdentity,
  newCluster,
  newNamespace,
  pod,
  secret,
  syncedSecret,
} from "../../model/index.js";
import type { KeyVault } from "../../model/key-vault.js";
import type { Workload } from "../../model/workload.js";

/** Random environments that are valid by construction, with names up to their limits and text that looks like code. */

const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
const short = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);
const guid = fc.uuid();
const objectName = fc.stringMatching(/^[0-9A-Za-z][-0-9A-Za-z]{0,126}$/);
const trap = fc.constantFrom(
  '${file("x")}',
  "%{ if true }",
  "$${x}",
  "0400",
  "yes",
  "1e3",
  "null",
  "a: b",
  "# c",
  "$(HOME)",
  "é€",
  "",
);
const anyText = fc.oneof(fc.string({ maxLength: 20 }), trap).filter((text) => !text.includes("TfToken["));

const vault = fc
  .record({
    name: fc.stringMatching(/^[A-Za-z][0-9A-Za-z]{1,10}(-[0-9A-Za-z]{1,11})?$/).filter((name) => name.length >= 3),
    names: fc.uniqueArray(objectName, { minLength: 3, maxLength: 3, selector: (name) => name.toLowerCase() }),
    permissionModel: fc.constantFrom("rbac" as const, "access-policies" as const),
    isNew: fc.boolean(),
    seeded: fc.boolean(),
  })
  .map(({ name, names: [one = "", two = "", three = ""], permissionModel, isNew, seeded }) => {
    const objects = {
      one: secret(one, seeded ? { seed: { version: 1 } } : {}),
      two: key(two),
      three: certificate(three),
    };
    return isNew
      ? keyVault({ name, permissionModel, objects })
      : existingKeyVault({ name, permissionModel, resourceGroup: "vaults-rg", objects });
  });

const identity = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom(managedIdentity("shared-managed", { split: 3 }), entraApplication("shared-application")),
  fc.constant(
    existingIdentity("shared-existing", {
      clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
      principalId: "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9",
      resourceId: "/applications/c58e1b07-2d64-4f9a-b0c3-7a91e6f5d482",
    }),
  ),
);

function workload(vaults: readonly KeyVault[]): fc.Arbitrary<Workload> {
  return fc
    .record({
      isPod: fc.boolean(),
      name: label,
      namespace: fc.oneof(
        label,
        short,
        label.map((name) => newNamespace(name)),
      ),
      vault: fc.constantFrom(...vaults),
      alias: fc.option(fc.stringMatching(/^[A-Za-z0-9]{1,20}(\/[A-Za-z0-9]{1,20})?$/), { nil: undefined }),
      history: fc.option(fc.integer({ min: 2, max: 9 }), { nil: undefined }),
      identity,
      variables: fc.dictionary(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,9}$/), anyText, { maxKeys: 3 }),
      synced: fc.boolean(),
    })
    .map(({ isPod, name, namespace, vault: { objects }, alias, history, variables, synced, ...rest }) => {
      const [one, two, three] = Object.values(objects);
      if (one === undefined || two === undefined || three === undefined) {
        throw new Error("the vaults of this file hold three objects");
      }
      const first = file(one, { alias: `first/${alias ?? "file"}`, versionHistory: history });
      const secretOf = syncedSecret(`${name}-synced`, { FIRST: first });
      const props = {
        image: "busybox:1.36",
        namespace,
        identity: rest.identity,
        mounts: [
          {
            path: "/mnt/secrets",
            objects: [first, file(two, { alias: "second" }), file(three, { alias: "third" })],
            sync: synced ? [secretOf] : [],
          },
        ],
        env: synced ? { ...variables, FIRST_: secretOf.keys.FIRST } : variables,
      };
      return isPod ? pod(name, props) : deployment(name, props);
    });
}

/** A random environment. A few are not valid after all (names that meet); the test filters those with `validate`. */
export const arbitraryEnvironment: fc.Arbitrary<Environment> = fc
  .uniqueArray(vault, { minLength: 1, maxLength: 3, selector: ({ name }) => name.toLowerCase() })
  .chain((vaults) =>
    fc.record({
      name: label,
      tenantId: guid,
      subscriptionId: guid,
      location: fc.constantFrom("westeurope", "eastus2"),
      resourceGroup: fc.constantFrom("orders-rg", existingResourceGroup("orders-rg")),
      cluster: fc.constantFrom(
        newCluster({ name: "aks-orders" }),
        existingCluster({ name: "aks-shared", resourceGroup: "platform-rg" }),
      ),
      vaults: fc.constant(vaults),
      workloads: fc.array(workload(vaults), { minLength: 1, maxLength: 8 }),
      tags: fc.dictionary(fc.stringMatching(/^[A-Za-z${}]{1,9}$/), anyText, { maxKeys: 3 }),
    }),
  )
  .map(environment);
