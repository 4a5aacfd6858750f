import { expect, test } from "vitest";
import { placeholderIn } from "../../../verify/facts/placeholder.js";

test.each([
  "$NAME",
  "${NAME}",
  "$(NAME)",
  "{{ .Values.name }}",
  "#{NAME}#",
  "kv-#{Stage}#-weu",
  "#{{ NAME }}",
  "__NAME__",
  "__tenantId__",
  "__KEY_VAULT_NAME__",
  "kv-__STAGE__-weu",
  "__A__.vault.azure.net",
])("takes %s for what a tool fills in", (value) => {
  expect(placeholderIn(value)).toBe("template");
});

test.each([
  "<NAME>",
  "YOUR-TENANT",
  "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
  "00000000-0000-0000-0000-000000000000",
  "change-me",
  "REPLACE_ME_CLIENT_ID",
  "REPLACE_WITH_TENANT_ID",
  "REPLACE-WITH-TENANT-ID",
])("takes %s for what somebody fills in", (value) => {
  expect(placeholderIn(value)).toBe("blank");
});

test.each([
  "",
  "kv-orders",
  "Auth__GitHub__ClientSecret",
  "ConnectionStrings__Default",
  "__",
  "____",
  "__NAME",
  "a#b",
  "replaced-with-care",
  "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45",
])("takes %j for a value of its own", (value) => {
  expect(placeholderIn(value)).toBeUndefined();
});
