import { groupBy } from "../shared/index.js";
import type { Reading } from "./reading/index.js";
import { field, objectIn } from "./reading/json.js";

/** A file that was read. */
export interface ReadFile extends Reading {
  readonly file: string;
}

/** The files of one environment. */
export interface Grouped {
  readonly name: string;
  readonly readings: readonly ReadFile[];
}

/** Name of the environment where the files show none. */
const ONLY = "artefacts";

/**
 * Sorts files into environments. Only where folders show both halves, `k8s/<environment>/` beside `infra/<environment>/` or
 * `infra/stacks/<stack>/`, is there anything to pair; elsewhere everything belongs together. Files in other folders are then
 * nobody's.
 */
export function environmentsOf(readings: readonly ReadFile[]): readonly Grouped[] {
  const names = new Set(readings.flatMap(({ file }) => MANIFESTS.exec(slashed(file))?.[1] ?? []));
  const shapes = readings.map((reading) => ({ reading, ...shapeOf(slashed(reading.file), names) }));
  const inStacks = shapes.flatMap(({ stack, reading }) => (stack === undefined ? [] : [{ stack, reading }]));
  if (names.size === 0 || inStacks.length === 0) {
    return [{ name: ONLY, readings }];
  }
  const stacks = groupBy(inStacks, ({ stack }) => stack);
  const readingsOf = (stack: string) => (stacks.get(stack) ?? []).map(({ reading }) => reading);
  const owners = new Map([...stacks.keys()].map((stack) => [stack, ownerOf(stack, names, readingsOf)]));
  const grouped = new Map<string, ReadFile[]>([...names].map((name) => [name, []]));
  for (const { reading, manifestsOf, stack, outputsOf } of shapes) {
    const name = manifestsOf ?? owners.get(stack ?? outputsOf ?? "");
    if (name !== undefined) {
      const own = grouped.get(name) ?? [];
      own.push(reading);
      grouped.set(name, own);
    }
  }
  return [...grouped].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, own]) => ({ name, readings: own }));
}

const MANIFESTS = /(?:^|\/)(?:k8s|attach)\/([^/]+)\/[^/]+$/;
const STACK = /(?:^|\/)infra\/stacks\/([^/]+)\/[^/]+$/;
const ENVIRONMENT = /(?:^|\/)(?:infra|terraform)\/([^/]+)\/[^/]+$/;
const OUTPUTS = /(?:^|\/)bindings\/([^/]+)\.json$/;

function slashed(file: string): string {
  return file.replaceAll("\\", "/");
}

/** What the folders of a file say of it. */
interface Shape {
  readonly manifestsOf?: string;
  readonly stack?: string;
  readonly outputsOf?: string;
}

/** @param names environments that have manifests; a folder of Terraform counts only where it is called like one */
function shapeOf(path: string, names: ReadonlySet<string>): Shape {
  const manifestsOf = MANIFESTS.exec(path)?.[1];
  if (manifestsOf !== undefined) {
    return { manifestsOf };
  }
  const environment = ENVIRONMENT.exec(path)?.[1];
  const stack =
    STACK.exec(path)?.[1] ?? (environment !== undefined && names.has(environment) ? environment : undefined);
  if (stack !== undefined) {
    return { stack };
  }
  const outputsOf = OUTPUTS.exec(path)?.[1];
  return outputsOf === undefined ? {} : { outputsOf };
}

/** The environment of a stack: of its own name, of the stack whose state it reads, or whose name its own begins with. */
function ownerOf(
  stack: string,
  names: ReadonlySet<string>,
  readingsOf: (stack: string) => readonly ReadFile[],
): string {
  if (names.has(stack)) {
    return stack;
  }
  const states = new Set(readingsOf(stack).flatMap(remoteStatesOf));
  const platform = [...names].find((name) => readingsOf(name).some((reading) => states.has(backendOf(reading))));
  if (platform !== undefined) {
    return platform;
  }
  const parents = [...names]
    .filter((name) => stack.startsWith(`${name}-`))
    .sort((one, other) => other.length - one.length);
  return parents[0] ?? stack;
}

/** What tells one state from another, whatever the backend. */
function stateKey(backend: unknown): string | undefined {
  const key = field(backend, "key") ?? field(backend, "path");
  return typeof key === "string"
    ? [field(backend, "storage_account_name"), field(backend, "container_name"), key].join("/")
    : undefined;
}

function remoteStatesOf({ documents }: ReadFile): readonly (string | undefined)[] {
  const states = documents.flatMap(({ value }) => Object.values(objectIn(value, "data", "terraform_remote_state")));
  return states.map((state) => stateKey(field(state, "config"))).filter((key) => key !== undefined);
}

function backendOf({ documents }: ReadFile): string | undefined {
  const backends = documents.flatMap(({ value }) => Object.values(objectIn(value, "terraform", "backend")));
  return stateKey(backends[0]);
}
