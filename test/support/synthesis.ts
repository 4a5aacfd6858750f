import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { synthesizeInfra } from "../../infra/index.js";
import { type KubernetesHalf, synthesizeKubernetes } from "../../k8s/index.js";
import { type Environment, resolve, validate } from "../../model/index.js";

/** A part of Terraform JSON, by name. */
export type Block = Readonly<Record<string, unknown>>;

/** One stack, parsed. */
export interface Stack {
  readonly text: string;
  readonly terraform: Block;
  readonly provider: Readonly<Record<string, readonly Block[]>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly variable: Readonly<Record<string, Block>>;
  readonly output: Readonly<Record<string, { readonly value: Block }>>;
}

/** A Kubernetes manifest, parsed. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Block;
  readonly spec?: Block;
}

/** Draws the Azure half of a valid environment and parses its platform's stack, without the engine's metadata. */
export function stackOf(environment: Environment): Stack {
  const stack = stacksOf(environment).get(environment.name);
  if (stack === undefined) {
    throw new Error("the environment has no stack");
  }
  return stack;
}

/** Draws the Azure half of a valid environment and parses all its stacks, by name. */
export function stacksOf(environment: Environment): ReadonlyMap<string, Stack> {
  assertValid(environment);
  const folder = mkdtempSync(join(tmpdir(), "akv-test-"));
  try {
    const resolved = resolve(environment);
    synthesizeInfra([resolved], folder);
    return new Map(
      resolved.stacks.map(({ name }) => {
        const text = readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8");
        const parsed = JSON.parse(text, (key, value) => (key === "//" ? undefined : value));
        return [name, { text, resource: {}, data: {}, variable: {}, ...parsed }];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A client id for each identity of an environment, all different and none of them anybody's. */
export function inventedClientIds(environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    resolve(environment).identities.map(({ key }, index) => [
      key,
      `c0ffee00-0000-4000-8000-${String(index + 1).padStart(12, "0")}`,
    ]),
  );
}

/** Draws the Kubernetes half of a valid environment, with invented client ids. */
export function filesOf(environment: Environment): ReadonlyMap<string, string> {
  return halfOf(environment).files;
}

/** What the Kubernetes half gives to charts and patches of somebody else's, content by the name of the file. */
export function attachmentsOf(environment: Environment): ReadonlyMap<string, string> {
  return halfOf(environment).attachments;
}

function halfOf(environment: Environment): KubernetesHalf {
  assertValid(environment);
  const resolved = resolve(environment);
  const clientIds = inventedClientIds(environment);
  return synthesizeKubernetes(resolved, new Map(resolved.stacks.map(({ name }) => [name, clientIds])));
}

/** The manifests of an environment in the order in which `kubectl apply -f` on the folder takes them. */
export function manifestsOf(environment: Environment): readonly Manifest[] {
  return parseManifests(filesOf(environment));
}

/** The manifests in files, in the order of the files' names. */
export function parseManifests(
  files: ReadonlyMap<string, string>,
  version: "1.1" | "1.2" = "1.2",
): readonly Manifest[] {
  return [...files]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, text]) => parseAllDocuments(text, { version }).map((document) => document.toJS() as Manifest));
}

function assertValid(environment: Environment): void {
  const problems = validate([environment]);
  if (problems.length > 0) {
    throw new Error(`the test's environment has problems: ${JSON.stringify(problems, undefined, 2)}`);
  }
}
