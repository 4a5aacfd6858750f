import { groupBy, quote } from "../../../shared/index.js";
import {
  NEW_ARGUMENTS,
  type NewArgument,
  PROVIDER_BLOCK,
  REMOVED_ARGUMENTS,
  REQUIRED_ARGUMENTS,
  type RemovedArgument,
  type RequiredArgument,
} from "../../facts/azurerm-removed.js";
import type { Severity } from "../../finding.js";
import { broken, defineRule } from "../../rule.js";
import { type StatedBy, type StatedVersions, statedVersions } from "./stated-versions.js";
import { admitsFrom } from "./version-range.js";
import { type Block, ends, writtenBlocks } from "./written-blocks.js";

/** A configuration that older versions of a provider took, and newer ones refuse. */
export const noRemovedArgument = defineRule({
  id: "no-removed-argument",
  severity: "error",
  summary:
    "Each argument is known to every version of its provider that the stack admits, and each required one is there.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    const stated = statedVersions(azure);
    const removed = groupBy(REMOVED_ARGUMENTS, ({ type }) => type);
    const brought = groupBy(NEW_ARGUMENTS, ({ type }) => type);
    const required = groupBy(REQUIRED_ARGUMENTS, ({ type }) => type);
    for (const block of writtenBlocks(azure)) {
      for (const argument of removed.get(block.type) ?? []) {
        yield* stillThere(block, argument, stated);
      }
      for (const argument of brought.get(block.type) ?? []) {
        yield* tooNew(block, argument, stated);
      }
      for (const argument of required.get(block.type) ?? []) {
        yield* notThere(block, argument, stated);
      }
    }
  },
});

function* stillThere(block: Block, argument: RemovedArgument, stated: StatedBy) {
  const { type, path, provider, since, instead } = argument;
  const versions = stated(block.stack, provider);
  // There is nothing that these versions would take instead.
  if (argument.together && versions !== undefined && !admitsFrom(versions.range, since)) {
    return;
  }
  const name = path.at(-1) ?? "";
  const owner = type === PROVIDER_BLOCK ? `the provider ${provider}` : block.on.id;
  for (const at of ends(block.body, path)) {
    yield broken({
      on: block.on,
      at,
      message: `${owner} sets ${quote(name)}, which ${provider} ${since} removed${admitted(versions)}`,
      got: name,
      allowed:
        versions === undefined || admitsFrom(versions.range, since)
          ? `arguments that every admitted version of ${provider} knows`
          : `arguments that ${provider} ${since} knows too, which has to come some day`,
      fix: instead.startsWith(NOTHING) ? `remove it${instead.slice(NOTHING.length)}` : `write ${instead}`,
      shows: `Terraform with ${provider} from ${since}: Unsupported argument: An argument named "${name}" is not expected here.`,
      severity: severityOf(versions, since),
    });
  }
}

/** An argument that no admitted version knows yet. Where one does, Terraform takes that. */
function* tooNew(block: Block, { path, provider, since, before }: NewArgument, stated: StatedBy) {
  const versions = stated(block.stack, provider);
  if (versions === undefined || admitsFrom(versions.range, since)) {
    return;
  }
  const name = path.at(-1) ?? "";
  for (const at of ends(block.body, path)) {
    yield broken({
      on: block.on,
      at,
      message: `${block.on.id} sets ${quote(name)}, which ${provider} knows from ${since} on${admitted(versions)}`,
      got: name,
      allowed: `arguments that every admitted version of ${provider} knows`,
      fix:
        before === undefined
          ? `admit ${provider} from ${since} on, or remove it`
          : `admit ${provider} from ${since} on, or write ${before}`,
      shows: `Terraform: Unsupported argument: An argument named "${name}" is not expected here.`,
    });
  }
}

function* notThere(block: Block, { argument, provider, since, write }: RequiredArgument, stated: StatedBy) {
  const versions = stated(block.stack, provider);
  if (Object.hasOwn(block.body, argument) || (versions !== undefined && !admitsFrom(versions.range, since))) {
    return;
  }
  yield broken({
    on: block.on,
    message: `${block.on.id} has no ${argument}, which ${provider} ${since} requires${admitted(versions)}`,
    allowed: `everything that the admitted versions of ${provider} require`,
    fix: `write ${write}`,
    shows: `Terraform with ${provider} from ${since}: Insufficient ${argument} blocks: At least 1 "${argument}" blocks are required.`,
    severity: severityOf(versions, since),
  });
}

/** How an argument that has no successor says so. */
const NOTHING = "nothing";

/** Terraform takes the newest version that is admitted; where nothing is stated, a lock file may hold an older one. */
function severityOf(versions: StatedVersions | undefined, since: string): Severity {
  return versions !== undefined && admitsFrom(versions.range, since) ? "error" : "warning";
}

function admitted(versions: StatedVersions | undefined): string {
  return versions === undefined ? "; no version is stated" : `; the stack admits ${quote(versions.text)}`;
}
