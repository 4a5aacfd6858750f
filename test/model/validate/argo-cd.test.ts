import { describe, expect, test } from "vitest";
import { type Environment, validate } from "../../../model/index.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const repository = "https://github.com/example/orders.git";

function problemsWith(props: Partial<NonNullable<Environment["argoCd"]>>) {
  return validate([healthy({ argoCd: { repository, ...props } })]);
}

test.each<[string, Partial<NonNullable<Environment["argoCd"]>>]>([
  ["every default", {}],
  ["a user in an https URL", { repository: "https://orders@dev.azure.com/example/orders/_git/orders" }],
  ["an ssh URL with a port", { repository: "ssh://git@example.com:2222/orders.git" }],
  ["the short form of ssh", { repository: "git@github.com:example/orders.git" }],
  ["a branch with slashes", { revision: "release/2026.11" }],
  ["a commit", { revision: "0123456789abcdef0123456789abcdef01234567" }],
  ["a range of versions", { revision: "v1.*" }],
  ["a revision of 250 characters", { revision: "r".repeat(250) }],
  ["a project with dots", { project: "orders.platform" }],
  ["a namespace", { namespace: "gitops" }],
  ["a cluster by URL", { destination: { server: "https://aks-orders-1a2b3c4d.hcp.westeurope.azmk8s.io:443" } }],
  ["a cluster behind a path", { destination: { server: "https://rancher.example.com/k8s/clusters/c-m-1a2b_3c~4" } }],
  ["a cluster by a URL that ends in a slash", { destination: { server: "https://aks.example.com/" } }],
  ["a cluster by name", { destination: { name: "AKS orders (west)" } }],
  ["a cluster by a name of 1 character", { destination: { name: "a" } }],
  ["somebody who presses the button", { automated: false }],
])("accepts %s", (_, props) => {
  expect(problemsWith(props)).toEqual([]);
});

describe("valid-argo-cd", () => {
  test.each([
    ["has no scheme", "github.com/example/orders"],
    ["goes without encryption", "http://github.com/example/orders"],
    ["has a blank", "https://github.com/example/my orders"],
    ["holds a password", "https://orders:secret@github.com/example/orders"],
    ["holds a password for ssh", "ssh://git:secret@example.com/orders.git"],
    ["is empty", ""],
  ])("fails when the repository's URL %s", (_, url) => {
    expect(problemsWith({ repository: url })).toEqual([
      expected({
        rule: "valid-argo-cd",
        message: `repository "${url}" is not valid`,
        at: "test › argoCd › repository",
        allowed: "an https or ssh URL, or user@host:path, without a password",
        fix: "give its URL",
      }),
    ]);
  });

  test.each([
    ["is empty", "", "rename it"],
    ["has a blank", "my branch", 'rename it, for example "my-branch"'],
    ["begins with a dash", "-main", 'rename it, for example "main"'],
    ["has two dots in a row", "main..other", 'rename it, for example "main-other"'],
    ["ends in a slash", "release/", 'rename it, for example "release"'],
    ["has 251 characters", "r".repeat(251), `rename it, for example "${"r".repeat(250)}"`],
  ])("fails when the revision %s", (_, revision, fix) => {
    expect(problemsWith({ revision })).toEqual([
      expected({
        rule: "valid-argo-cd",
        message: `revision "${revision}" is not valid`,
        at: "test › argoCd › revision",
        allowed: "a branch, tag or commit of Git, or a range of versions such as v1.*",
        fix,
      }),
    ]);
  });

  test("fails when the project is in capitals", () => {
    expect(problemsWith({ project: "Orders" })).toEqual([
      expected({
        rule: "valid-argo-cd",
        message: 'project "Orders" is not valid',
        at: "test › argoCd › project",
        allowed:
          "1 to 253 lower-case letters, digits, dashes and dots, each part between dots first and last a letter or digit (RFC 1123 subdomain)",
        fix: 'rename it, for example "orders"',
      }),
    ]);
  });

  test.each([
    "http://aks.example.com",
    "aks.example.com",
    "https://",
    "https:///path",
    "https://orders@aks.example.com",
    "https://aks.example.com/path?token=1",
    "https://aks.example.com?token=1",
    "https://aks.example.com/path#top",
    "https://aks.example.com/my path",
  ])("fails when the URL of the cluster is %s", (server) => {
    expect(problemsWith({ destination: { server } })).toEqual([
      expected({
        rule: "valid-argo-cd",
        message: `destination "${server}" is not valid`,
        at: "test › argoCd › destination › server",
        allowed: "an https URL, without user or query",
        fix: "name the cluster",
      }),
    ]);
  });

  test.each(["", " ", " aks", "aks ", "aks\norders", "a".repeat(251)])(
    "fails when the name of the cluster is %j",
    (name) => {
      expect(problemsWith({ destination: { name } })).toEqual([
        expected({
          rule: "valid-argo-cd",
          message: `destination ${JSON.stringify(name)} is not valid`,
          at: "test › argoCd › destination › name",
          allowed: "a name of 1 to 250 characters on one line",
          fix: "name the cluster",
        }),
      ]);
    },
  );
});

test("fails when the namespace of Argo CD has a dot", () => {
  expect(problemsWith({ namespace: "argo.cd" })).toEqual([
    expected({
      rule: "valid-namespace-name",
      message: 'namespace "argo.cd" is not valid',
      at: "test › argoCd › namespace",
      allowed: "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
      fix: 'rename it, for example "argo-cd"',
    }),
  ]);
});
