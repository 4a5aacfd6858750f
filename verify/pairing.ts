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
 * Sorts files into environments. Only where folders show both halves, `k8s/<environment>/` and `infra/stacks/<stack>/`, is
 * there anything to pair; elsewhere everything belongs together. Exceptions in no folder are nobody's.
 */
export function environmentsOf(readings: readonly ReadFile[]): readonly Grouped[] {
  const shapes = readings.map((reading) => ({ reading, ...shapeOf(reading.file) }));
  const names = new Set(shapes.flatMap(({ manifestsOf }) => (manifestsOf === undefined ? [] : [manifestsOf])));
  if (names.size === 0 || !shapes.some(({ stack }) => stack !== undefined)) {
    return [{ name: ONLY, readings }];
  }
  const stacks = new Map(
    shapes.flatMap(({ stack, reading }) => (stack === undefined ? [] : [[stack, reading] as const])),
  );
  const owners = new Map([...stacks.keys()].map((stack) => [stack, ownerOf(stack, names, stacks)]));
  const grouped = new Map<string, ReadFile[]>([...names].map((name) => [name, []]));
  for (const { reading, manifestsOf, stack, outputsOf } of shapes) {
    const name = manifestsOf ?? owners.get(stack ?? outputsOf ?? "");
    if (name !== undefined) {
      grouped.set(name, [...(grouped.get(name) ?? []), reading]);
    }
  }
  return [...grouped].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, own]) => ({ name, readings: own }));
}

interface Shape {
  readonly manifestsOf?: string;
  readonly stack?: string;
  readonly outputsOf?: string;
}

function shapeOf(file: string): Shape {
  const path = file.replaceAll("\\", "/");
  const manifestsOf = /(?:^|\/)(?:k8s|attach)\/([^/]+)\/[^/]+$/.exec(path)?.[1];
  if (manifestsOf !== undefined) {
    return { manifestsOf };
  }
  const stack = /(?:^|\/)infra\/stacks\/([^/]+)\/[^/]+$/.exec(path)?.[1];
  if (stack !== undefined) {
    return { stack };
  }
  const outputsOf = /(?:^|\/)bindings\/([^/]+)\.json$/.exec(path)?.[1];
  return outputsOf === undefined ? {} : { outputsOf };
}

/** The environment of a stack: of its own name, of the stack whose state it reads, or whose name its own begins with. */
function ownerOf(stack: string, names: ReadonlySet<string>, stacks: ReadonlyMap<string, ReadFile>): string {
  if (names.has(stack)) {
    return stack;
  }
  const state = remoteStateOf(stacks.get(stack));
  const platform = [...stacks].find(
    ([name, reading]) => name !== stack && names.has(name) && state !== undefined && backendOf(reading) === state,
  );
  if (platform !== undefined) {
    return platform[0];
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

function remoteStateOf(reading: ReadFile | undefined): string | undefined {
  const states = objectIn(reading?.documents[0]?.value, "data", "terraform_remote_state");
  return stateKey(field(Object.values(states)[0], "config"));
}

function backendOf(reading: ReadFile): string | undefined {
  const backends = objectIn(reading.documents[0]?.value, "terraform", "backend");
  return stateKey(Object.values(backends)[0]);
}
