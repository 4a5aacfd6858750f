import type { AzureStorageState, Environment } from "../environment.js";
import { isJson } from "../json.js";
import * as limits from "../limits/index.js";
import { otherOutputs, teamStackName } from "../naming.js";
import { problem, quote, within } from "../problem.js";
import { checkGuid, checkName, type Problems } from "./checks.js";

/** Checks what belongs to the environment as a whole. */
export function* checkEnvironment(environment: Environment): Problems {
  const { name } = environment;
  yield* checkName("valid-environment-name", "environment name", name, within(name, "name"), limits.dnsLabel);
  if (limits.reservedEnvironmentNames.includes(name)) {
    yield problem({
      rule: "valid-environment-name",
      message: `environment name ${quote(name)} is reserved`,
      at: within(name, "name"),
      allowed: `any RFC 1123 label but ${limits.reservedEnvironmentNames.join(", ")}`,
      fix: `rename it, for example ${quote(`${name}-env`)}`,
    });
  }
  yield* checkGuid(
    "tenantId",
    environment.tenantId,
    within(name, "tenantId"),
    "az account show --query tenantId -o tsv",
  );
  yield* checkGuid(
    "subscriptionId",
    environment.subscriptionId,
    within(name, "subscriptionId"),
    "az account show --query id -o tsv",
  );
  yield* checkName(
    "valid-location",
    "location",
    environment.location,
    within(name, "location"),
    limits.location,
    'use the short name: az account list-locations --query "[].name" -o tsv',
  );
  const { resourceGroup } = environment;
  yield* checkName(
    "valid-resource-group-name",
    "resource group name",
    typeof resourceGroup === "string" ? resourceGroup : resourceGroup.name,
    within(name, "resourceGroup"),
    limits.resourceGroupName,
  );
  yield* checkTags(environment);
  if (environment.state) {
    yield* checkState(environment.state, within(name, "state"));
  }
  yield* checkOutputName(environment);
  yield* checkOverrides(environment);
}

function* checkTags({ name, tags = {} }: Environment): Problems {
  const entries = Object.entries(tags);
  if (entries.length > limits.tags.max) {
    yield problem({
      rule: "valid-tags",
      message: `there are ${entries.length} tags`,
      at: within(name, "tags"),
      allowed: `at most ${limits.tags.max} tags on a resource`,
      fix: `remove ${entries.length - limits.tags.max} of them`,
    });
  }
  for (const [key, value] of entries) {
    if (key.length < 1 || key.length > limits.tags.nameMax || limits.tags.forbiddenInName.test(key)) {
      yield problem({
        rule: "valid-tags",
        message: `tag name ${quote(key)} is not valid`,
        at: within(name, "tags"),
        allowed: `1 to ${limits.tags.nameMax} characters, none of < > % & \\ ? /`,
        fix: "rename it",
      });
    }
    if (entries.some(([other]) => other < key && other.toLowerCase() === key.toLowerCase())) {
      yield problem({
        rule: "valid-tags",
        message: `tag name ${quote(key)} stands twice, in different case`,
        at: within(name, "tags"),
        allowed: "each name once: Azure does not tell case apart in names of tags",
        fix: "keep one of them",
      });
    }
    if (value.length > limits.tags.valueMax) {
      yield problem({
        rule: "valid-tags",
        message: `the value of tag ${quote(key)} has ${value.length} characters`,
        at: within(name, "tags"),
        allowed: `at most ${limits.tags.valueMax} characters`,
        fix: "shorten it",
      });
    }
  }
}

function* checkState(state: AzureStorageState, at: string): Problems {
  const rule = "valid-state";
  yield* checkName(
    rule,
    "resource group name",
    state.resourceGroup,
    within(at, "resourceGroup"),
    limits.resourceGroupName,
  );
  yield* checkName(
    rule,
    "storage account name",
    state.storageAccount,
    within(at, "storageAccount"),
    limits.storageAccountName,
  );
  yield* checkName(rule, "container name", state.container, within(at, "container"), limits.blobContainerName);
  if (state.key !== undefined && !/^[^\\]{1,1024}$/.test(state.key)) {
    yield problem({
      rule,
      message: `blob name ${quote(state.key)} is not valid`,
      at: within(at, "key"),
      allowed: "1 to 1024 characters, no backslash",
      fix: "rename it, or leave it out",
    });
  }
}

function* checkOutputName({ name, outputName = "binding", workloads }: Environment): Problems {
  const at = within(name, "outputName");
  yield* checkName("valid-output-name", "output name", outputName, at, limits.terraformIdentifier);
  const team = workloads.find((workload) => workload.team && outputName === teamStackName(name, workload.team))?.team;
  if (outputName === name || team !== undefined) {
    yield problem({
      rule: "valid-output-name",
      message: `output name ${quote(outputName)} is ${team === undefined ? "the environment's name" : `the name of team ${quote(team)}'s stack`}`,
      at,
      allowed: "another name than the environment's, so that the two shapes of an outputs file can be told apart",
      fix: "rename the output",
    });
  }
  const taken: readonly string[] = Object.values(otherOutputs);
  if (taken.includes(outputName)) {
    yield problem({
      rule: "valid-output-name",
      message: `output name ${quote(outputName)} is that of another output of the stack`,
      at,
      allowed: `any name but ${taken.map(quote).join(" and ")}`,
      fix: "rename the output",
    });
  }
}

/** Only their form: whether a resource is there shows when everything is drawn. */
function* checkOverrides({ name, overrides = {} }: Environment): Problems {
  for (const [address, changes] of Object.entries(overrides)) {
    for (const [path, value] of Object.entries(changes)) {
      const at = within(name, "overrides", address, path);
      if (!path.split(".").every((part) => limits.terraformArgument.test(part))) {
        yield problem({
          rule: "match-override",
          message: `path ${quote(path)} is no path of an argument`,
          at,
          allowed: "names of arguments and blocks, and positions in lists from 0, with dots between them",
          fix: "for a key of another kind, such as a tag's, set the whole map",
        });
      }
      if (!isJson(value)) {
        yield problem({
          rule: "match-override",
          message: `the value of ${quote(path)} cannot be written as JSON`,
          at,
          allowed: "text, numbers, true, false, null, lists and objects of these",
          fix: 'write a reference as text, for example "${azurerm_key_vault.kv.id}"',
        });
      }
    }
  }
}
