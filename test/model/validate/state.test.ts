import { expect, test } from "vitest";
import { validate } from "../../../model/index.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const state = { resourceGroup: "state-rg", storageAccount: "ordersstate", container: "tfstate" };

test.each([
  ["a state without a blob name", state],
  ["a storage account name of 3 characters", { ...state, storageAccount: "abc" }],
  ["a storage account name of 24 characters", { ...state, storageAccount: "s".repeat(24) }],
  ["a container name of 3 characters", { ...state, container: "a-b" }],
  ["a container name of 63 characters", { ...state, container: "c".repeat(63) }],
  ["a blob name of 1024 characters", { ...state, key: "k".repeat(1024) }],
])("accepts %s", (_, place) => {
  const problems = validate([healthy({ state: place })]);

  expect(problems).toEqual([]);
});

test.each([
  [
    "resource group",
    {
      change: { resourceGroup: "state." },
      message: 'resource group name "state." is not valid',
      at: "test › state › resourceGroup",
      allowed: "1 to 90 letters, digits, dashes, underscores, dots and parentheses, last not a dot",
      fix: 'rename it, for example "state"',
    },
  ],
  [
    "storage account",
    {
      change: { storageAccount: "Orders-State" },
      message: 'storage account name "Orders-State" is not valid',
      at: "test › state › storageAccount",
      allowed: "3 to 24 lower-case letters and digits",
      fix: 'rename it, for example "ordersstate"',
    },
  ],
  [
    "storage account, too short,",
    {
      change: { storageAccount: "st" },
      message: 'storage account name "st" is not valid',
      at: "test › state › storageAccount",
      allowed: "3 to 24 lower-case letters and digits",
      fix: "rename it",
    },
  ],
  [
    "storage account, too long,",
    {
      change: { storageAccount: "s".repeat(25) },
      message: `storage account name "${"s".repeat(25)}" is not valid`,
      at: "test › state › storageAccount",
      allowed: "3 to 24 lower-case letters and digits",
      fix: `rename it, for example "${"s".repeat(24)}"`,
    },
  ],
  [
    "container, too short,",
    {
      change: { container: "tf" },
      message: 'container name "tf" is not valid',
      at: "test › state › container",
      allowed: "3 to 63 lower-case letters, digits and single dashes, first and last a letter or digit",
      fix: "rename it",
    },
  ],
  [
    "container, too long,",
    {
      change: { container: "c".repeat(64) },
      message: `container name "${"c".repeat(64)}" is not valid`,
      at: "test › state › container",
      allowed: "3 to 63 lower-case letters, digits and single dashes, first and last a letter or digit",
      fix: `rename it, for example "${"c".repeat(63)}"`,
    },
  ],
  [
    "container",
    {
      change: { container: "tf--state" },
      message: 'container name "tf--state" is not valid',
      at: "test › state › container",
      allowed: "3 to 63 lower-case letters, digits and single dashes, first and last a letter or digit",
      fix: 'rename it, for example "tf-state"',
    },
  ],
  [
    "blob, which is empty,",
    {
      change: { key: "" },
      message: 'blob name "" is not valid',
      at: "test › state › key",
      allowed: "1 to 1024 characters, no backslash",
      fix: "rename it, or leave it out",
    },
  ],
  [
    "blob, too long,",
    {
      change: { key: "k".repeat(1025) },
      message: `blob name "${"k".repeat(1025)}" is not valid`,
      at: "test › state › key",
      allowed: "1 to 1024 characters, no backslash",
      fix: "rename it, or leave it out",
    },
  ],
  [
    "blob",
    {
      change: { key: "states\\test.tfstate" },
      message: 'blob name "states\\\\test.tfstate" is not valid',
      at: "test › state › key",
      allowed: "1 to 1024 characters, no backslash",
      fix: "rename it, or leave it out",
    },
  ],
])("fails when Azure Storage refuses the name of the state's %s", (_, { change, message, at, allowed, fix }) => {
  const problems = validate([healthy({ state: { ...state, ...change } })]);

  expect(problems).toEqual([expected({ rule: "valid-state", message, at, allowed, fix })]);
});
