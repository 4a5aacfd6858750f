import { quote, suggest } from "../../../shared/index.js";
import { CLOUDS, cloudNamed } from "../../facts/clouds.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { blankParameter } from "./blanks.js";
import { atParameter, mountFails } from "./places.js";
import { cloudRefused } from "./refusals.js";

const NAMES = CLOUDS.filter(({ retired }) => !retired).map(({ name }) => name);
const FILE = "cloudEnvFileName";

/** The cloud decides where tokens come from and what the address of the vault ends in. */
export const validCloudName = defineRule({
  id: "valid-cloud-name",
  severity: "error",
  summary: "Each cloudName is an Azure cloud that still runs, with the file of endpoints that only Azure Stack has.",
  link: "vault",
  needs: ["kubernetes"],
  *check({ kubernetes, azure }) {
    const onAks = azure.clusters.some(({ addOn }) => typeof addOn === "object");
    for (const providerClass of kubernetes.classes) {
      const name = providerClass.parameter("cloudName");
      if (name !== undefined && blankParameter(name) === undefined) {
        yield* ofName(providerClass, name);
      }
      yield* ofFile(providerClass, name, onAks);
    }
  },
});

function* ofName(providerClass: ProviderClass, name: string): Iterable<Fault> {
  const cloud = cloudNamed(name);
  if (cloud !== undefined && !cloud.retired) {
    return;
  }
  yield broken({
    ...atParameter(providerClass, "cloudName"),
    severity: cloud === undefined ? "error" : "warning",
    message:
      cloud === undefined
        ? `cloudName of ${providerClass.id} is ${quote(name)}, which is no Azure cloud`
        : `cloudName of ${providerClass.id} is ${quote(name)}, a cloud that is no more`,
    got: name,
    allowed: `${NAMES.join(", ")}; in any case; nothing for the public cloud`,
    fix: cloud === undefined ? suggestion(name) : "leave it out for the public cloud",
    shows: cloud === undefined ? cloudRefused(name) : mountFails(`… no such host, for the addresses of ${cloud.name}`),
  });
}

/** What people call the clouds that have names of their own. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/gov/i, "AzureUSGovernmentCloud"],
  [/china|mooncake/i, "AzureChinaCloud"],
  [/stack/i, "AzureStackCloud"],
];

function suggestion(name: string): string {
  const meant = MEANT.find(([words]) => words.test(name))?.[1];
  return meant === undefined ? suggest(name, NAMES) : `write ${quote(meant)}`;
}

function* ofFile(providerClass: ProviderClass, name: string | undefined, onAks: boolean): Iterable<Fault> {
  const file = providerClass.parameter(FILE);
  const isStack = name !== undefined && cloudNamed(name)?.vaultSuffix === undefined && cloudNamed(name) !== undefined;
  if (isStack && file === undefined) {
    yield broken({
      ...atParameter(providerClass, "cloudName"),
      message: `${providerClass.id} is for an Azure Stack cloud, and names no file of its endpoints`,
      got: name,
      allowed: `AzureStackCloud together with ${FILE}, a path inside the pod of the provider`,
      fix: `set ${FILE}, or name a public cloud`,
      shows: mountFails(`cloudName ${name} is not valid, error: open : no such file or directory`),
    });
  }
  if (file !== undefined && (!isStack || onAks)) {
    yield broken({
      ...atParameter(providerClass, FILE),
      severity: "warning",
      message: isStack
        ? `${FILE} of ${providerClass.id} names a file in the pod of the provider, where the add-on of AKS has none`
        : `${FILE} of ${providerClass.id} is set, and the cloud is no Azure Stack`,
      got: file,
      allowed: "only with AzureStackCloud, and a provider that is not the add-on of AKS",
      fix: "leave it out",
    });
  }
}
