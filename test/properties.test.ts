import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { synthesizeArgoCd } from "../k8s/index.js";
import type { Environment } from "../model/index.js";
import { resolve, validate } from "../model/index.js";
import * as limits from "../model/limits/index.js";
import type { Workload } from "../model/workload.js";
import { arbitraryEnvironment } from "./support/arbitrary-environment.js";
import { complaintsAbout } from "./support/schemas.js";
import {
  attachmentsOf,
  filesOf,
  inventedClientIds,
  manifestsOf,
  parseManifests,
  stacksOf,
} from "./support/synthesis.js";

const valid = arbitraryEnvironment.filter((environment) => validate([environment]).length === 0);
/** The same descriptions in every run, so that a failure stays until it is mended. */
const options = { numRuns: 40, seed: 1 };

/** The only expressions that may stand in a stack: references that the project itself writes. */
const references: readonly RegExp[] = [
  /^\$\{(data\.)?(azurerm|azuread)_[a-z_]+\.[-\w]+\.[a-z_]+(\[0\]\.[a-z_]+)*\}$/,
  /^\$\{data\.terraform_remote_state\.platform\.outputs\.platform(\.\w+|\["[-\w]+"\])+\}$/,
  /^\$\{var\.seed_\w+\}$/,
  /^\$\{(!?self\.[a-z_]+|length\(self\.[a-z_]+\) > 0)\}$/,
];

function strings(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...strings(inner)])
    : [];
}

function textsOfStacks(environment: Environment): readonly string[] {
  return [...stacksOf(environment).values()].map(({ text }) => text);
}

/** What a workload says in words of its own, which must arrive in the cluster. */
function textsOf(workload: Workload): readonly string[] {
  const variables = Object.values(workload.env ?? {}).filter((value) => typeof value === "string");
  return "annotations" in workload ? [...variables, ...Object.values(workload.annotations ?? {})] : variables;
}

function shuffled(environment: Environment): Environment {
  return { ...environment, workloads: [...environment.workloads].reverse(), vaults: [...environment.vaults].reverse() };
}

describe("any valid description", () => {
  test("gives the same bytes every time, whatever the order of its workloads and vaults", () => {
    fc.assert(
      fc.property(valid, (environment) => {
        const other = shuffled(environment);

        expect(textsOfStacks(other)).toEqual(textsOfStacks(environment));
        expect(filesOf(other)).toEqual(filesOf(environment));
      }),
      options,
    );
  });

  test("leaves no expression in a stack that the project did not write", () => {
    fc.assert(
      fc.property(valid, (environment) => {
        const texts = textsOfStacks(environment);

        const live = strings(texts.map((text) => JSON.parse(text))).filter((one) =>
          /[$%]\{/.test(one.replaceAll(/([$%])\1\{/g, "_")),
        );
        expect(live.filter((one) => !references.some((reference) => reference.test(one)))).toEqual([]);
      }),
      options,
    );
  });

  test("gives manifests that are valid, each once, and text that arrives as it was written", () => {
    fc.assert(
      fc.property(valid, (environment) => {
        const manifests = [...manifestsOf(environment), ...parseManifests(synthesizeArgoCd([resolve(environment)]))];

        expect(manifests.flatMap(complaintsAbout)).toEqual([]);
        const ids = manifests.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ""}/${metadata.name}`);
        expect(new Set(ids).size).toBe(ids.length);
        const arrived = new Set(strings([manifests, parseManifests(attachmentsOf(environment))]));
        expect(environment.workloads.flatMap(textsOf).filter((text) => !arrived.has(text))).toEqual([]);
      }),
      options,
    );
  });

  test("keeps every name within its limit, and federated credentials within their count", () => {
    fc.assert(
      fc.property(valid, (environment) => {
        const { identities, workloads } = resolve(environment);
        const mounts = workloads.flatMap((workload) => workload.mounts);

        const refused = [
          ...identities.flatMap(({ credentials }) =>
            credentials.map(({ name }) => [limits.federatedCredentialName, name] as const),
          ),
          ...identities.flatMap((one) =>
            one.kind === "managed-identity" ? [[limits.managedIdentityName, one.name] as const] : [],
          ),
          ...mounts.map(({ providerClass }) => [limits.providerClassName, providerClass] as const),
          ...mounts.map(({ volume }) => [limits.dnsLabel, volume] as const),
          ...workloads.flatMap(({ containers, initContainers }) =>
            [...containers, ...initContainers].flatMap(({ scratch }) =>
              scratch.map(({ volume }) => [limits.dnsLabel, volume] as const),
            ),
          ),
        ].filter(([rule, name]) => !rule.test(name));
        expect(refused).toEqual([]);
        expect(Math.max(...identities.map(({ credentials }) => credentials.length))).toBeLessThanOrEqual(20);
      }),
      options,
    );
  });

  test("reads alike in YAML 1.1 and 1.2", () => {
    fc.assert(
      fc.property(valid, (environment) => {
        const files = new Map([
          ...filesOf(environment),
          ...attachmentsOf(environment),
          ...synthesizeArgoCd([resolve(environment)]),
        ]);

        expect(parseManifests(files, "1.1")).toEqual(parseManifests(files, "1.2"));
      }),
      options,
    );
  });

  test("gives a pod, its class and its service account one and the same client id", () => {
    fc.assert(
      fc.property(valid, (environment) => {
        const clientIds = inventedClientIds(environment);
        const manifests = manifestsOf(environment);
        const found = (kind: string, namespace: string, name: string) =>
          manifests.find(
            (one) => one.kind === kind && one.metadata.namespace === namespace && one.metadata.name === name,
          );

        const attachments = attachmentsOf(environment);
        for (const workload of resolve(environment).workloads) {
          const { namespace, name, controller, identity, serviceAccount, mounts } = workload;
          if (controller.kind === "Attachment") {
            expect(attachments.has(`${namespace}.${name}.helm.yaml`)).toBe(true);
          } else {
            expect(found(controller.kind, namespace, name)).toBeDefined();
          }
          expect(found("ServiceAccount", namespace, serviceAccount)?.metadata.annotations).toMatchObject({
            "azure.workload.identity/client-id": clientIds[identity],
          });
          for (const { providerClass } of mounts) {
            expect(found("SecretProviderClass", namespace, providerClass)?.spec?.parameters).toMatchObject({
              clientID: clientIds[identity],
            });
          }
        }
      }),
      options,
    );
  });
});
