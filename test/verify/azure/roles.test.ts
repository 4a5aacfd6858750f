import { expect, test } from "vitest";
import { BUILT_IN_ROLES, roleNamed, roleWithId } from "../../../verify/facts/roles.js";

test("each role has a name and an id of its own", () => {
  const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

  expect(BUILT_IN_ROLES.filter(({ id }) => !guid.test(id))).toEqual([]);
  expect(new Set(BUILT_IN_ROLES.map(({ id }) => id)).size).toBe(BUILT_IN_ROLES.length);
  expect(new Set(BUILT_IN_ROLES.map(({ name }) => name)).size).toBe(BUILT_IN_ROLES.length);
});

test("a role is found by name in any case, and by id alone or at the end of another", () => {
  expect(roleNamed("key vault secrets user")?.id).toBe("4633458b-17de-408a-b874-0445c86b69e6");
  expect(roleWithId("4633458B-17DE-408A-B874-0445C86B69E6")?.name).toBe("Key Vault Secrets User");
  expect(roleWithId("/x/roleDefinitions/21090545-7ca7-4776-b22c-e363652d74d2")?.name).toBe("Key Vault Reader");
  expect(roleNamed("constructor")).toBeUndefined();
});

test("what can be read follows from the data actions, and the control plane reads nothing", () => {
  const needed = { secret: "secrets/getSecret/action", key: "keys/read", cert: "certificates/read" } as const;
  const permits = (pattern: string, action: string): boolean => {
    const escaped = pattern.replaceAll(/[./]/g, "\\$&").replaceAll("*", ".*");
    return new RegExp(`^${escaped}$`).test(action);
  };

  for (const { reads, dataActions, plane } of BUILT_IN_ROLES) {
    const permitted = (["secret", "key", "cert"] as const).filter((type) =>
      dataActions.some((pattern) => permits(pattern, needed[type])),
    );
    expect(permitted).toEqual(reads);
    expect(plane === "control" && reads.length > 0).toBe(false);
  }
});
