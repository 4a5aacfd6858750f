import { type AccessEntry, type AccessReport, quote } from "../model/index.js";
import { type Emphasis, plain } from "./emphasis/index.js";

/** Lays out who can read what, a block for each identity and vault, and counts where it is more than the pods mount. */
export function renderAccess({ environment, entries, writers }: AccessReport, style: Emphasis = plain): string {
  const { strong, bad } = style;
  const wide = entries.filter(({ beyond }) => beyond.length > 0).length;
  const blocks = [
    ...entries.map((entry) => renderEntry(entry, style)),
    ...writers.map(({ vault, principal, through }) =>
      [
        strong(`${principal === "deployer" ? "whoever deploys" : principal} → ${vault}`),
        ...through.map((grant) => `  writes   through ${grant}, on the vault`),
      ].join("\n"),
    ),
    `${entries.length} ${entries.length === 1 ? "grant" : "grants"} to identities of ${quote(environment)}; ${
      wide === 0
        ? "none reaches a declared object that no pod mounts"
        : bad(`${wide} reach declared objects that no pod mounts`)
    }`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function renderEntry(entry: AccessEntry, { strong, bad, dim }: Emphasis): string {
  const { identity, vault, kind, team, serviceAccounts, grants, mounts, beyond, everything, anyPod } = entry;
  const owner = team === undefined ? kind : `${kind}, team ${team}`;
  const besides = beyond.map(({ type, name }) => `${type} ${name}`);
  return [
    `${strong(`${identity} → ${vault}`)} ${dim(`(${owner})`)}`,
    `  for      ${anyPod ? bad("every pod on the nodes, whatever its service account") : serviceAccounts.join(", ")}`,
    ...grants.map(({ through, scope }) => `  through  ${through}, on ${scope === "vault" ? "the vault" : scope}`),
    `  mounts   ${mounts.map(({ type, name }) => `${type} ${name}`).join(", ")}`,
    `  beyond   ${besides.length === 0 ? "nothing that is declared" : bad(besides.join(", "))}${alsoAnything(everything)}`,
  ].join("\n");
}

function alsoAnything(everything: AccessEntry["everything"]): string {
  const plural = { secret: "secrets", key: "public keys", cert: "certificates" } as const;
  return everything.length === 0
    ? ""
    : `; undeclared ${everything.map((type) => plural[type]).join(", ")} of the vault, if any`;
}
