import type { AzureWorld } from "../../azure/types.js";
import { KNOWN_VERSIONS } from "../../facts/provider-arguments.js";
import { oncePer } from "../../once.js";
import type { Resource } from "../../terraform/resource.js";
import { type ProviderName, type StatedBy, statedVersions } from "../limits/stated-versions.js";
import { admitsBefore, admitsFrom } from "../limits/version-range.js";

/** Which of the versions that the facts are true for a stack admits. */
export interface Admitted {
  /** Whether the stack states its versions, in a way that can be read. */
  readonly stated: boolean;
  /** Versions that the facts were read from, and that the stack admits; all where it states none. */
  readonly versions: readonly string[];
}

/** Whether a stack states versions of which none is among those that the facts are true for: nothing is certain then. */
export function admitsUnknown({ stated, versions }: Admitted): boolean {
  return stated && versions.length === 0;
}

function admittedVersionsAnew(azure: AzureWorld): (resource: Resource) => Admitted {
  const statedBy = statedVersions(azure);
  const known = new Map<string, Admitted>();
  return ({ stack, type }) => {
    const provider = type.slice(0, type.indexOf("_"));
    const key = `${provider} ${stack}`;
    const admitted = known.get(key) ?? admittedOf(statedBy, stack, provider);
    known.set(key, admitted);
    return admitted;
  };
}

function admittedOf(statedBy: StatedBy, stack: string, provider: string): Admitted {
  if (!isKnown(provider)) {
    return { stated: false, versions: [] };
  }
  const range = statedBy(stack, provider)?.range;
  const known: readonly string[] = KNOWN_VERSIONS[provider];
  return range === undefined
    ? { stated: false, versions: known }
    : {
        stated: true,
        versions: known.filter((version) => admitsBefore(range, patchAfter(version)) && admitsFrom(range, version)),
      };
}

function isKnown(provider: string): provider is ProviderName {
  return Object.hasOwn(KNOWN_VERSIONS, provider);
}

/** The next version that differs in the last number. */
function patchAfter(version: string): string {
  const [major, minor, patch] = version.split(".").map(Number);
  return [major, minor, (patch ?? 0) + 1].join(".");
}

/** Reads which versions stacks admit of the provider that makes a resource. */
export const admittedVersions = oncePer(admittedVersionsAnew);
