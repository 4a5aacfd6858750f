import { nameRule } from "./name-rule.js";

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
export const resourceGroupName = nameRule(
  "1 to 90 letters, digits, dashes, underscores, dots and parentheses, last not a dot",
  1,
  90,
  /^[-\w.()]*[-\w()]$/,
);

/** Azure's short form of a region name, the one its APIs return. */
export const location = nameRule('lower-case letters and digits, for example "westeurope"', 1, 50, /^[a-z0-9]+$/);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage */
export const storageAccountName = nameRule("3 to 24 lower-case letters and digits", 3, 24, /^[a-z0-9]+$/);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage */
export const blobContainerName = nameRule(
  "3 to 63 lower-case letters, digits and single dashes, first and last a letter or digit",
  3,
  63,
  /^[a-z0-9](?!.*--)[-a-z0-9]*[a-z0-9]$/,
);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
export const networkName = nameRule(
  "2 to 64 letters, digits, dashes, underscores and dots, first a letter or digit, last a letter, digit or underscore",
  2,
  64,
  /^[0-9A-Za-z][-\w.]*\w$/,
);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
export const subnetName = nameRule(
  "1 to 80 letters, digits, dashes, underscores and dots, first a letter or digit, last a letter, digit or underscore",
  1,
  80,
  /^[0-9A-Za-z]([-\w.]*\w)?$/,
);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftoperationalinsights */
export const logWorkspaceName = nameRule(
  "4 to 63 letters, digits and dashes, first and last a letter or digit",
  4,
  63,
  /^[0-9A-Za-z][-0-9A-Za-z]*[0-9A-Za-z]$/,
);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftinsights */
export const actionGroupName = nameRule(
  "1 to 260 characters, none of : < > + / & % \\ ? or a control character, last not a space or dot",
  1,
  260,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the rule refuses
  /^[^:<>+/&%\\?\u0000-\u001f\u007f]*[^:<>+/&%\\?\u0000-\u001f\u007f .]$/,
);

/** Stands at the head of a message. @see https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups */
export const actionGroupShortName = nameRule(
  "1 to 12 letters, digits, dashes and underscores",
  1,
  12,
  /^[-_0-9A-Za-z]+$/,
);

/** Name of a receiver in an action group. */
export const receiverName = nameRule("1 to 260 characters", 1, 260, /\S/);

/** An address as every mail server takes it. */
export const emailAddress = nameRule("a mail address", 3, 254, /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/);

/** Days that a workspace keeps its rows. @see https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure */
export const logRetentionDays = { min: 30, max: 730 } as const;

/** Tags on one Azure resource. @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources */
export const tags = { max: 50, nameMax: 512, valueMax: 256, forbiddenInName: /[<>%&\\?/]/ } as const;
