import fc from "fast-check";
import {
  certificate,
  type Environment,
  environment,
  existingCluster,
  existingKeyVault,
  existingResourceGroup,
  key,
  keyVault,
  linuxPool,
  newCluster,
  secret,
} from "../../model/index.js";
import type { Workload } from "../../model/workload.js";
import { anyText, label, short } from "./arbitrary-text.js";
import { arbitraryWorkload } from "./arbitrary-workload.js";

/** Random environments that are valid by construction, with names up to their limits and text that looks like code. */

const guid = fc.uuid();
const objectName = fc.stringMatching(/^[0-9A-Za-z][-0-9A-Za-z]{0,126}$/);

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

const cluster = fc.constantFrom(
  newCluster({
    name: "aks-orders",
    pools: [linuxPool("apps", { taints: ["team=orders:NoSchedule", "spot=:NoExecute"] })],
  }),
  existingCluster({ name: "aks-shared", resourceGroup: "platform-rg" }),
);

/** What an environment has in its cluster beside workloads. */
const inCluster = fc.record(
  {
    guardrails: fc
      .record({
        scope: fc.constantFrom("environment" as const, "cluster" as const),
        action: fc.constantFrom("Deny" as const, "Warn" as const),
        groups: fc.uniqueArray(guid, { maxLength: 4 }),
      })
      .map(({ groups, ...rest }) => ({ ...rest, classWriters: groups.slice(0, 2), deployers: groups.slice(2) })),
    scraping: fc.oneof(
      fc.constant({}),
      fc.record({
        collector: fc.constant("operator" as const),
        interval: fc.constantFrom("15s", "1m30s"),
        labels: fc.constantFrom<Readonly<Record<string, string>>>({}, { release: "0400" }),
        namespace: short,
        dashboardNamespace: short,
        networkPolicy: fc.boolean(),
      }),
    ),
    argoCd: fc.record(
      {
        repository: fc.constantFrom("https://git.example.com/orders.git", "git@git.example.com:orders.git"),
        revision: label,
        destination: short.map((name) => ({ name })),
        automated: fc.boolean(),
      },
      { requiredKeys: ["repository"] },
    ),
  },
  { requiredKeys: [] },
);

/** A patch of the first workload that has a manifest of its own. */
function patchesOf(workloads: readonly Workload[], value: string): Environment["patches"] {
  const patched = workloads.find(({ kind }) => kind !== "Attachment");
  if (patched === undefined) {
    return {};
  }
  const { kind, name, namespace = "default" } = patched;
  const id = `${kind}/${typeof namespace === "string" ? namespace : namespace.name}/${name}`;
  return { [id]: [{ op: "add", path: "/metadata/annotations/example.com~1patched", value }] };
}

/** The same workloads as those of teams: of none, all of one, or each namespace of its own. */
const inTeams = fc.constantFrom<(workload: Workload) => Workload>(
  (workload) => workload,
  (workload) => ({ ...workload, team: "orders" }),
  ({ namespace = "default", ...workload }) => {
    const name = typeof namespace === "string" ? namespace : namespace.name;
    return { ...workload, namespace, team: `of-${name}`.slice(0, 20).replace(/-+$/, "") };
  },
);

/** A random environment. A few are not valid after all (names that meet); the test filters those with `validate`. */
export const arbitraryEnvironment: fc.Arbitrary<Environment> = fc
  .tuple(fc.uniqueArray(vault, { minLength: 1, maxLength: 3, selector: ({ name }) => name.toLowerCase() }), cluster)
  .chain(([vaults, cluster]) =>
    fc.record({
      name: label,
      tenantId: guid,
      subscriptionId: guid,
      location: fc.constantFrom("westeurope", "eastus2"),
      resourceGroup: fc.constantFrom("orders-rg", existingResourceGroup("orders-rg")),
      cluster: fc.constant(cluster),
      vaults: fc.constant(vaults),
      workloads: fc.array(arbitraryWorkload(vaults, cluster), { minLength: 1, maxLength: 4 }),
      tags: fc.dictionary(fc.stringMatching(/^[A-Za-z${}]{1,9}$/), anyText, { maxKeys: 3 }),
      inCluster,
      inTeam: inTeams,
      patched: fc.option(anyText, { nil: undefined }),
    }),
  )
  .map(({ inCluster, inTeam, patched, ...described }) =>
    environment({
      ...described,
      ...inCluster,
      workloads: described.workloads.map(inTeam),
      ...(patched !== undefined && { patches: patchesOf(described.workloads, patched) }),
    }),
  );
