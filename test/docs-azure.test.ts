import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { environments } from "../environments/index.js";
import {
  builtInRoles,
  entraApplication,
  existingCluster,
  existingDnsZone,
  existingIdentity,
  existingKeyVault,
  federatedCredentialsPerIdentity,
  key,
  keyVault,
  linuxPool,
  managedIdentity,
  metricAlerts,
  newCluster,
  newLogWorkspace,
  nodeIdentity,
  planCredentials,
  reportAccess,
  resolve,
} from "../model/index.js";
import { crowdedFrom } from "../model/limits/index.js";
import { resolveMonitoring } from "../model/resolve-monitoring.js";
import { resolveVaults } from "../model/resolve-vaults.js";
import { renderAccess, renderPlan } from "../report/index.js";
import { healthy, vault as ordersVault } from "./support/descriptions.js";
import { stackOf } from "./support/synthesis.js";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const page = read("docs/azure.md");
const record = read("docs/terraform-validate.md");
const resolved = environments.map(resolve);
const stacks = resolved.flatMap((one) => one.stacks.map(({ name }) => name));
const prod = resolved.find(({ name }) => name === "prod");

/** Text with every run of white space as one space, so that line breaks of the page do not matter. */
const flat = (text: string) => text.replaceAll(/\s+/g, " ");

/** Bodies of the fenced blocks of a language, without the indentation of the list they stand in. */
function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^( *)\`\`\`${language}\n([\\s\\S]*?)^ *\`\`\`$`, "gm"))].map(
    ([, indent = "", text = ""]) => text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}

const commands = [...blocks("sh"), ...blocks("bash")].join("\n");

/** What stands under a heading, up to the next heading. */
function section(heading: string): string {
  const [, after] = page.split(`\n${heading}\n`);
  if (after === undefined) {
    throw new Error(`there is no heading ${heading}`);
  }
  return after.split(/\n#+ /)[0] ?? "";
}

/** The anchor that a heading gets. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

/** First group of every match in a text, each once. */
const found = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name))];

/** Set by the functions of the vocabulary, never by hand. */
const DERIVED = ["kind", "origin", "os", "vault"];

/** Options of an environment that Azure never sees. */
const OF_THE_CLUSTER = ["guardrails", "scraping", "argoCd", "patches"];

const described = [
  "environment",
  "cluster",
  "node-pool",
  "network",
  "key-vault",
  "key-vault-network",
  "managed-object",
  "identity",
  "monitoring",
].map((name) => `model/${name}.ts`);

describe("every option", () => {
  test.each(described)("of %s is on the page", (file) => {
    const options = found(read(file), /\breadonly (\w+)\??:/g).filter(
      (name) => ![...DERIVED, ...OF_THE_CLUSTER].includes(name),
    );

    const missing = options.filter((name) => !page.includes(`\`${name}\``));

    expect(options).not.toEqual([]);
    expect(missing).toEqual([]);
  });

  test.each([...OF_THE_CLUSTER, "cloud"])("%s of an environment is on the page of the cluster's half", (name) => {
    expect(read("model/environment.ts")).toContain(`readonly ${name}?:`);
    expect(read("docs/kubernetes.md")).toContain(`| \`${name}\` |`);
  });

  test("of a workload that Azure sees is on the page", () => {
    const declared = found(read("model/workload.ts"), /\breadonly (\w+)\??:/g);
    const seen = ["team", "identity", "serviceAccount", "federatedCredential"];

    expect(seen.filter((name) => !declared.includes(name))).toEqual([]);
    expect(seen.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

const cluster = newCluster({ name: "c" });
const vault = keyVault({ name: "kv", objects: {} });
const ids = { clientId: "a", principalId: "b" };
const certificates = resolveVaults(
  healthy({
    vaults: [
      keyVault({
        name: "kv",
        objects: { one: { kind: "certificate", name: "one", create: { subject: "CN=one" } } },
      }),
    ],
  }),
)[0]?.certificates;
const monitoring = resolveMonitoring("e", {
  workspace: newLogWorkspace(),
  actionGroup: { origin: "existing", name: "a", resourceGroup: "g" },
});

/** Values that the functions of the vocabulary fill in, under the heading that states them. */
const defaults: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["### Environment", pick(resolve(healthy()), ["cloud", "outputName"])],
  [
    "### Cluster",
    pick(cluster, [
      "upgradeChannel",
      "nodeUpgradeChannel",
      "tier",
      "apiServer",
      "keyVaultAddOn",
      "rotation",
      "preventDestroy",
    ]),
  ],
  [
    "### Node pools",
    { ...pick(cluster.systemPool, ["name", "dedicated"]), ...pick(linuxPool("p"), ["vmSize", "nodes"]) },
  ],
  ["### Cluster network", { ...cluster.network }],
  [
    "### API server",
    {
      ...cluster.apiServer,
      ...pick(newCluster({ name: "c", apiServer: { access: "private" } }).apiServer, ["dnsZone", "publicName"]),
    },
  ],
  [
    "### Entra sign-in",
    pick(newCluster({ name: "c", entra: { adminGroups: [] } }).entra, ["azureRbac", "localAccounts"]),
  ],
  [
    "### Vaults",
    {
      ...pick(vault, [
        "permissionModel",
        "sku",
        "network",
        "softDeleteRetentionDays",
        "purgeProtection",
        "preventDestroy",
        "objectsWriter",
        "writerWait",
        "accessScope",
      ]),
      ...pick(existingKeyVault({ name: "kv", resourceGroup: "g", permissionModel: "rbac", objects: {} }), [
        "monitored",
      ]),
    },
  ],
  ["### Vault network", { ...vault.network }],
  [
    "#### Certificates that Key Vault makes",
    pick(certificates?.[0]?.create, ["issuer", "validityMonths", "keySize", "renewDaysBefore", "storedAs"]),
  ],
  [
    "### Identities",
    {
      ...pick(managedIdentity("i"), ["split", "trust"]),
      ...pick(nodeIdentity("n"), ["source"]),
      otherCredentials: resolveOther(),
    },
  ],
  [
    "### Monitoring and alerts",
    {
      ...monitoring.alerts,
      ...pick(monitoring, ["prometheus"]),
      ...pick(newLogWorkspace(), ["retentionDays"]),
    },
  ],
];

function pick(from: object | undefined, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, (from as Record<string, unknown> | undefined)?.[name]]));
}

function resolveOther(): unknown {
  const [identity] = resolve(
    healthy({ workloads: healthy().workloads.map((one) => ({ ...one, identity: existingIdentity("x", ids) })) }),
  ).identities;
  return identity?.kind === "existing-identity" ? identity.otherCredentials : undefined;
}

/** A value as the page writes it in code. */
function written(value: unknown): string {
  const text = JSON.stringify(value);
  return typeof value === "object" ? text.replaceAll(/([{:,])/g, "$1 ").replaceAll("}", " }") : text;
}

test.each(defaults)("the defaults under %s are those of the code", (heading, values) => {
  const rows = new Map(
    section(heading)
      .split("\n")
      .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| /, "")))
      .map(([option = "", value = ""]) => [option.replaceAll("`", ""), value]),
  );

  const stated = Object.fromEntries(Object.keys(values).map((option) => [option, rows.get(option)]));

  expect(stated).toEqual(
    Object.fromEntries(Object.entries(values).map(([option, value]) => [option, `\`${written(value)}\``])),
  );
});

test("defaults outside of tables are those of the code", () => {
  const text = flat(page);

  expect(existingCluster({ name: "c", resourceGroup: "g" })).toMatchObject({ monitored: false, keyVaultAddOn: true });
  expect(existingDnsZone({ resourceGroup: "g" }).linked).toBe(false);
  expect(entraApplication("e").split).toBe(managedIdentity("m").split);
  expect(text).toContain("`name`, `resourceGroup` (both required) and `monitored`, `false` by default");
  expect(text).toContain("`resourceGroup` (required) and `linked`, `false` by default");
  expect(text).toContain(`at most ${federatedCredentialsPerIdentity} federated credentials`);
  expect(text).toContain(`From ${crowdedFrom} credentials on`);
  expect(monitoring.clusterLogs).toEqual(["guard", "kube-audit-admin"]);
  expect(section("### Monitoring and alerts")).toContain("| `clusterLogs` | `kube-audit-admin`, `guard` |");
});

test("the guards are stated with their defaults", () => {
  const guards = section("### Life-cycle guards");

  expect(guards).toContain(`\`softDeleteRetentionDays\`, \`${vault.softDeleteRetentionDays}\``);
  expect(guards).toContain(`\`purgeProtection\`, \`${vault.purgeProtection}\``);
  expect(guards).toContain(`| new cluster | \`prevent_destroy\` | \`preventDestroy\`, \`${cluster.preventDestroy}\``);
  expect(guards).toContain(`| new vault | \`prevent_destroy\` | \`preventDestroy\`, \`${vault.preventDestroy}\``);
});

test("the defaults of keys are those of the artefact", () => {
  const made = (type: "RSA" | "EC") =>
    stackOf(
      healthy({
        vaults: [keyVault({ name: "kv-keys", objects: { one: key("one", { create: { type } }) } })],
        workloads: [],
      }),
    ).resource.azurerm_key_vault_key?.["kv-keys_one"];
  const keys = section("#### Keys that Terraform makes");

  expect(made("RSA")).toMatchObject({ key_opts: ["sign", "verify"] });
  expect(keys).toContain(`| \`size\` | \`${made("RSA")?.key_size}\` |`);
  expect(keys).toContain(`| \`curve\` | \`${JSON.stringify(made("EC")?.curve)}\` |`);
  expect(keys).toContain("| `operations` | `sign`, `verify` |");
});

test("every role that is granted is on the page", () => {
  expect(Object.values(builtInRoles).filter((role) => !page.includes(role))).toEqual([]);
});

describe("what is shown", () => {
  test("of npm run plan is what it prints", () => {
    const printed = renderPlan(planCredentials(resolved));

    expect(blocks("text")).toContain(printed);
  });

  test("of npm run access is a part of what it prints", () => {
    const printed = resolved.map((one) => renderAccess(reportAccess(one))).join("\n");
    const [shown] = blocks("text").filter((block) => block.includes("  through  "));

    expect(printed).toContain(shown);
  });

  test("of failing plans are the messages of the postconditions", () => {
    const stack = stackOf(
      healthy({
        cluster: existingCluster({ name: "aks-shared", resourceGroup: "platform-rg" }),
        // The cluster is asked for its issuer only where a workload has an identity of its own.
        vaults: [
          ordersVault,
          ...(["rbac", "access-policies"] as const).map((permissionModel) =>
            existingKeyVault({ name: `kv-${permissionModel}`, resourceGroup: "g", permissionModel, objects: {} }),
          ),
        ],
      }),
    );
    const messages = Object.values(stack.data).flatMap((resources) =>
      Object.values(resources).flatMap(({ lifecycle }) =>
        ((lifecycle as { postcondition: { error_message: string }[] } | undefined)?.postcondition ?? []).map(
          ({ error_message }) =>
            error_message
              .replaceAll("aks-shared", "<name>")
              .replaceAll("platform-rg", "<group>")
              .replaceAll(/kv-(rbac|access-policies)/g, "<vault>"),
        ),
      ),
    );
    const shown = flat(section("## What a plan checks on existing things"));

    expect(messages).toHaveLength(4);
    expect(messages.filter((message) => !shown.includes(message))).toEqual([]);
  });

  test("of prod's audit rows follows from its description", () => {
    // Of what keeps running, and in a number that is known: not the pods of a chart, nor those of a CronJob.
    const perLook = (prod?.workloads ?? []).flatMap(({ controller, mounts }) =>
      mounts.map(({ files }) => {
        const replicas = "replicas" in controller ? controller.replicas : 0;
        const reads = files.map(({ versionHistory }) => (versionHistory === undefined ? 1 : versionHistory + 2));
        const kinds = new Set(files.map(({ type }) => type)).size;
        return replicas * (reads.reduce((sum, one) => sum + one, 0) + kinds);
      }),
    );
    const together = perLook.reduce((sum, rows) => sum + rows, 0);

    expect(prod?.cluster).toMatchObject({ rotation: { interval: "5m" } });
    expect(section("## What is metered")).toContain(
      `| together | | | | ${together} | ${(together * 288).toLocaleString("en")} |`,
    );
  });
});

describe("commands", () => {
  test("run scripts that exist", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = [page, record].flatMap((text) => found(text, /npm run ([\w:]+)/g));

    expect(named).toEqual(expect.arrayContaining(["access", "plan", "bind", "validate"]));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("name stacks that exist", () => {
    const named = [
      ...found(page, /cdktf (?:deploy|destroy) ([\w-]+)/g),
      ...found(page, /bindings\/([\w-]+)\.json/g),
      ...found(page, /dist\/infra\/stacks\/([\w-]+)/g),
      ...found(page, /for stack in ([\w -]+);/g).flatMap((names) => names.split(" ")),
    ];

    expect(new Set(named)).toEqual(new Set(["prod", "prod-payments", "prod-shop"]));
    expect(named.filter((name) => !stacks.includes(name))).toEqual([]);
  });

  test("name environments that exist", () => {
    const named = [
      ...found(page, /dist\/k8s\/([\w-]+)/g),
      ...found(page, /npm run (?:access|validate) -- ([\w-]+)/g),
      ...found(record, /npm run validate -- ([\w-]+)/g),
      ...found(page, /environments\/([\w-]+)\.ts/g),
    ];

    expect(new Set(named)).toEqual(new Set(["prod"]));
    expect(prod).toBeDefined();
  });

  test("deploy and destroy every stack of prod", () => {
    const all = prod?.stacks.map(({ name }) => name);

    expect(found(commands, /cdktf deploy ([\w-]+)/g).sort()).toEqual(all);
    expect(found(commands, /cdktf destroy ([\w-]+)/g).sort()).toEqual(all);
  });

  test("make what prod refers to, by its names", () => {
    const { state, networks, cluster: known } = prod ?? {};
    const named = (option: string, pattern: RegExp) => ({ option, names: found(commands, pattern).sort() });

    expect([
      named("account", /--storage-account (\S+)/g),
      named("container", /container-rm create --name (\S+)/g),
      named("network", /--vnet-name (\S+)/g),
      named("subnets", /subnet create --name (\S+)/g),
      named("cluster", /get-credentials .*--name (\S+)/g),
      named("its group", /get-credentials --resource-group (\S+)/g),
    ]).toEqual([
      { option: "account", names: [state?.storageAccount] },
      { option: "container", names: [state?.container] },
      { option: "network", names: networks?.map(({ name }) => name) },
      {
        option: "subnets",
        names: networks?.flatMap(({ subnets }) => Object.values(subnets).map(({ name }) => name)).sort(),
      },
      { option: "cluster", names: [known?.name] },
      { option: "its group", names: [prod?.resourceGroup.name] },
    ]);
  });

  test("put every object into prod's vaults that Terraform does not make", () => {
    const written = [...commands.matchAll(/^put (\S+) (\S+)$/gm)].map(([, name, object]) => `${name}/${object}`);
    const imported = [...commands.matchAll(/certificate import --vault-name (\S+) --name (\S+)/g)].map(
      ([, name, object]) => `${name}/${object}`,
    );
    const wanted = prod?.vaults.flatMap(({ name, declared, seeds, keys, certificates: made }) => {
      const byTerraform = [...seeds, ...keys, ...made].map(({ object }) => object);
      return declared.flatMap((object) => (byTerraform.includes(object.name) ? [] : [`${name}/${object.name}`]));
    });

    expect(new Set([...written, ...imported])).toEqual(new Set(wanted));
  });

  test("look at what prod has of its own, and at every path", () => {
    const looked = [...commands.matchAll(/kubectl -n (\S+) .*\b(deployment|cronjob)\/(\S+)/g)].map(
      ([, namespace, kind, name]) => `${namespace} ${kind}/${name}`,
    );
    const own = (prod?.workloads ?? []).filter(({ controller }) => controller.kind !== "Attachment");
    const paths = found(commands, /(\/mnt\/\w+|c:\\\w+)/g).sort();

    expect(new Set(looked)).toEqual(
      new Set(own.map(({ namespace, name, controller }) => `${namespace} ${controller.kind.toLowerCase()}/${name}`)),
    );
    expect(paths).toEqual(
      [...new Set(own.flatMap(({ containers }) => containers[0].volumeMounts.map(({ path }) => path)))].sort(),
    );
  });

  test("name every alert of managed Prometheus", () => {
    expect(metricAlerts.filter(({ alert }) => !section("### Prometheus").includes(`| \`${alert}\` |`))).toEqual([]);
    expect(section("### Prometheus")).toContain("adds four alert rules");
    expect(metricAlerts).toHaveLength(4);
  });
});

describe.each([
  ["docs/azure.md", page],
  ["docs/terraform-validate.md", record],
])("%s", (path, text) => {
  test("links to files and headings that exist", () => {
    const links = found(text, /\]\(([^)]+)\)/g).filter((link) => !link.startsWith("http"));
    const broken = links.filter((link) => {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? path : join(dirname(path), file);
      if (!existsSync(join(root, target))) {
        return true;
      }
      return (
        anchor !== undefined &&
        !found(read(target), /^#+ (.+)$/gm)
          .map(anchorOf)
          .includes(anchor)
      );
    });

    expect(links).not.toEqual([]);
    expect(broken).toEqual([]);
  });

  test("has lines of at most 120 characters", () => {
    expect(text.split("\n").filter((line) => [...line].length > 120)).toEqual([]);
  });
});

test("the record of Terraform's runs has every stack on both majors of azurerm", () => {
  const rows = [...record.matchAll(/^\| `([\w-]+)` \| (\d)\.[\d.]+ \|.*$/gm)].map(
    ([, stack, major]) => `${stack} ${major}`,
  );

  expect(rows.sort()).toEqual(stacks.flatMap((stack) => [`${stack} 4`, `${stack} 5`]).sort());
});
