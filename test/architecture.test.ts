import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Which rooms a room may import from. `verify` reads artefacts alone: what the other rooms compute it never asks. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  environments: ["model"],
  model: ["shared"],
  bindings: ["model"],
  report: ["model", "verify", "shared"],
  imports: [],
  infra: ["model"],
  "infra/main.ts": ["environments", "model", "report"],
  k8s: ["model", "imports"],
  "k8s/main.ts": ["environments", "bindings", "model", "report"],
  verify: ["shared"],
  cli: ["environments", "bindings", "model", "infra", "k8s", "verify", "report", "shared"],
};

/** Packages that belong to one room. */
const owners: Readonly<Record<string, readonly string[]>> = {
  cdktf: ["infra"],
  "@cdktf/provider-azurerm": ["infra"],
  "@cdktf/provider-azuread": ["infra"],
  cdk8s: ["k8s", "imports"],
  "cdk8s-plus-28": ["k8s"],
  constructs: ["infra", "k8s", "imports"],
  commander: ["cli"],
  picocolors: ["cli"],
};

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

const rooms = Object.keys(arrows).filter((room) => !room.includes("/"));
const sources = rooms.flatMap((room) => filesOf(room));
const imports = sources.flatMap(importsOf);

function filesOf(room: string): readonly string[] {
  try {
    return readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(room, file));
  } catch {
    return [];
  }
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const targets = [...text.matchAll(/(?:from|import\()\s*["']([^"']+)["']/g)].map(([, target]) => target ?? "");
  return targets.map((target) => ({ file, room: roomOf(file), target }));
}

function roomOf(file: string): string {
  return file.split("/")[0] ?? "";
}

/** The file that a relative import means, from the top of the repository. */
function fileOf({ file, target }: Import): string {
  return relative(root, join(root, dirname(file), target));
}

test("every room is read", () => {
  expect(new Set(sources.map(roomOf))).toEqual(new Set(rooms));
});

test("rooms import only from the rooms that the design lets them", () => {
  const forbidden = imports
    .filter(({ target }) => target.startsWith("."))
    .map((one) => ({ ...one, to: roomOf(fileOf(one)) }))
    .filter(({ file, room, to }) => to !== room && !(arrows[file] ?? arrows[room] ?? []).includes(to));

  expect(forbidden).toEqual([]);
});

test("rooms are entered by their door", () => {
  const byTheWindow = imports
    .filter(({ target }) => target.startsWith("."))
    .filter((one) => roomOf(fileOf(one)) !== one.room && roomOf(fileOf(one)) !== "imports")
    .filter((one) => !fileOf(one).endsWith("/index.js"));

  expect(byTheWindow).toEqual([]);
});

test("each engine stays in its room, and providers are imported by subpath", () => {
  const packages = imports
    .filter(({ target }) => !target.startsWith(".") && !target.startsWith("node:"))
    .map((one) => ({
      ...one,
      name: one.target
        .split("/")
        .slice(0, one.target.startsWith("@") ? 2 : 1)
        .join("/"),
    }));

  expect(packages.filter(({ room, name }) => !(owners[name] ?? [room]).includes(room))).toEqual([]);
  expect(packages.filter(({ target }) => /^@cdktf\/provider-[a-z]+$/.test(target))).toEqual([]);
});

test("only main files, the command line and the bindings read the environment, the clock or the disk", () => {
  const allowed = (file: string) =>
    file.endsWith("/main.ts") ||
    ["cli", "bindings"].includes(roomOf(file)) ||
    ["infra/index.ts", "k8s/index.ts"].includes(file);
  const reads = /process\.env|Date\.now|new Date\(|Math\.random|from "node:(fs|os|child_process)/;

  expect(sources.filter((file) => !allowed(file) && reads.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
});

test("no source casts to any or silences the compiler", () => {
  const own = sources.filter((file) => roomOf(file) !== "imports");

  expect(own.filter((file) => /\bas any\b|: any\b|@ts-/.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
});
