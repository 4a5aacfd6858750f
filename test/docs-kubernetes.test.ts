import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { environments } from "../environments/index.js";
import prod from "../environments/prod.js";
import { synthesizeKubernetes } from "../k8s/index.js";
import * as vocabulary from "../model/index.js";
import { type Environment, metricAlerts, resolve, validate } from "../model/index.js";
import { judge, type KubernetesObject, type PolicySpec } from "./support/cel.js";
import { healthy } from "./support/descriptions.js";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const page = read("docs/kubernetes.md");

/** Text with every run of white space as one space, so that line breaks of the page do not matter. */
const flat = (text: string) => text.replaceAll(/\s+/g, " ");

/** First group of every match in a text, each once. */
const found = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name))];

/** Fenced blocks of a language, without the indentation of the list they stand in, and the heading they stand under. */
function blocks(...languages: readonly string[]): readonly { readonly heading: string; readonly text: string }[] {
  const pattern = new RegExp(`^( *)\`\`\`(?:${languages.join("|")})\n([\\s\\S]*?)^ *\`\`\`$`, "gm");
  return [...page.matchAll(pattern)].map(({ 1: indent = "", 2: text = "", index }) => ({
    heading:
      page
        .slice(0, index)
        .match(/^#+ .+$/gm)
        ?.at(-1) ?? "",
    text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

const commands = blocks("sh", "bash")
  .map(({ text }) => text)
  .join("\n");

/** What stands under a heading, up to the next heading. */
function section(heading: string): string {
  const [, after] = page.split(`\n${heading}\n`);
  if (after === undefined) {
    throw new Error(`there is no heading ${heading}`);
  }
  return after.split(/\n#+ /)[0] ?? "";
}

/** The second cell of every row under a heading, by the words in code in its first cell. */
function cells(heading: string): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, string[]>();
  for (const line of section(heading).split("\n")) {
    const [first = "", second = ""] = line.split(" | ").map((cell) => cell.replace(/^\| /, "").replace(/ \|$/, ""));
    for (const option of line.startsWith("| ") ? found(first, /`([^`]+)`/g) : []) {
      rows.set(option, [...(rows.get(option) ?? []), second]);
    }
  }
  return rows;
}

interface Option {
  /** The interface, type or function that has it. */
  readonly owner: string;
  readonly name: string;
  readonly optional: boolean;
  /** What its doc comment says after `@default`. */
  readonly default?: string;
}

/** The options that a file of the model declares, with what their doc comments say. */
function optionsIn(file: string): readonly Option[] {
  const options: Option[] = [];
  let owner = "";
  let comment = "";
  for (const line of read(file).split("\n")) {
    owner = /^(?:export )?(?:interface|type|function) (\w+)/.exec(line)?.[1] ?? owner;
    if (line.includes("/**")) {
      comment = "";
    }
    comment += /^\s*\/?\*/.test(line) ? `${line.replaceAll(/^\s*\/?\*+\/?|\*\/$/g, "").trim()} ` : "";
    const stated = /@default (.*)$/.exec(comment.trim())?.[1];
    for (const [index, [, name = "", mark]] of [...line.matchAll(/\breadonly (\w+)(\??):/g)].entries()) {
      // What stands inside of an option on the same line has no comment of its own.
      const initial = index === 0 && stated !== undefined ? { default: stated } : {};
      options.push({ owner, name, optional: mark === "?", ...initial });
      comment = "";
    }
  }
  return options;
}

/** Under which heading the options of which type stand. Types that are left out are results, not descriptions. */
const headings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "model/workload.ts": {
    Spread: "### Workloads",
    DisruptionBudget: "### Workloads",
    IdentityProps: "### Workloads",
    WorkloadProps: "### Workloads",
    ReplicatedProps: "### Workloads",
    Storage: "### Workloads",
    StatefulSetProps: "### Workloads",
    JobProps: "### Workloads",
    CronJobProps: "### Workloads",
    AttachmentTarget: "### Workloads",
    AttachmentProps: "### Workloads",
  },
  "model/container.ts": {
    Mount: "### Mounts and files",
    SubPath: "### Mounts and files",
    MountView: "### Containers",
    Resources: "### Containers",
    Port: "### Containers",
    Probe: "### Containers",
    Probes: "### Containers",
    Relaxation: "## Pod Security",
    ContainerProps: "### Containers",
    PrefixedSecret: "### Containers",
    Container: "### Containers",
    InitContainer: "### Containers",
  },
  "model/mounted-file.ts": {
    CommonFileOptions: "### Mounts and files",
    SecretFileOptions: "### Mounts and files",
    FileOptions: "### Mounts and files",
  },
  "model/synced-secret.ts": { SyncedSecretOptions: "### Synced Secrets" },
  "model/namespace.ts": { RelaxedPodSecurity: "### Namespaces", newNamespace: "### Namespaces" },
  "model/guardrails.ts": { Guardrails: "### Guardrails in the description" },
  "model/scraping.ts": { Scraping: "### Scraping" },
  "model/argo-cd.ts": { ArgoCd: "### Argo CD" },
  "model/patch.ts": { PatchOperation: "### Patches" },
};

/** What these files declare beside that nobody writes by hand. */
const results: readonly string[] = [
  "Named",
  "NewNamespace",
  "SyncedSecret",
  "SyncedSecretKey",
  "MountedFile",
  "FileVersion",
  "findFile",
];

/** Set by the name of the option that they are a part of, or by the kind of object. */
const implied: readonly string[] = ["FileOptions secret", "FileOptions key", "FileOptions certificate"];

const everyOption = Object.entries(headings).flatMap(([file, owners]) =>
  optionsIn(file)
    .filter(({ owner, name }) => owners[owner] !== undefined && !implied.includes(`${owner} ${name}`))
    .map((option) => ({ ...option, heading: owners[option.owner] ?? "" })),
);

describe("every option", () => {
  test.each(Object.keys(headings))("of %s belongs to a type that has its place on the page", (file) => {
    const owners = new Set(optionsIn(file).map(({ owner }) => owner));

    expect([...owners].filter((owner) => !results.includes(owner)).sort()).toEqual(
      Object.keys(headings[file] ?? {}).sort(),
    );
  });

  test("stands in a table under its heading", () => {
    const missing = everyOption.filter(({ heading, name }) => !cells(heading).has(name));

    expect(everyOption.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });

  test("that must be given is marked so, and no other", () => {
    const again = (one: Option) =>
      everyOption.some(
        (other) => other !== one && other.owner === one.owner && other.name === one.name && other.optional,
      );
    // Optional in one form and required in another, as the file of a certificate has it: told in words.
    const wrong = everyOption
      .filter((one) => one.optional || !again(one))
      .filter(({ heading, name, optional }) => {
        const marked = (cell: string) => /^(required|one of)/.test(cell);
        return !(cells(heading).get(name) ?? []).some((cell) => marked(cell) !== optional);
      });

    expect(wrong).toEqual([]);
  });

  test("has the default of its doc comment in its row, where that is a value", () => {
    const stated = everyOption.flatMap(({ heading, name, default: text }) => {
      const value = /^("[^"]*"|\d+|true|false)(?=$|[;:. ])/.exec(text ?? "")?.[1];
      return value === undefined ? [] : [{ heading, name, value }];
    });
    const wrong = stated.filter(
      ({ heading, name, value }) => !(cells(heading).get(name) ?? []).some((cell) => cell.startsWith(`\`${value}\``)),
    );

    expect(stated.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });

  test("has the words of its doc comment in its row, where the default is said in words", () => {
    const plain = (text: string) =>
      flat(text.replaceAll(/[`"]/g, ""))
        .split(/[;:(]| instead/)[0]
        ?.trim() ?? "";
    const stated = everyOption.flatMap(({ heading, name, default: text }) =>
      text?.startsWith("- ") && !text.includes("{@link") ? [{ heading, name, words: plain(text.slice(2)) }] : [],
    );
    const wrong = stated.filter(
      ({ heading, name, words }) =>
        !(cells(heading).get(name) ?? []).some((cell) => words === plain(cell) || words.startsWith(`${plain(cell)},`)),
    );

    expect(stated.length).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });

  test("of an environment that concerns the cluster has its row, and is one", () => {
    const declared = found(read("model/environment.ts"), /\breadonly (\w+)\??:/g);
    const rows = section("### Environment").match(/(?<=^\| `)\w+/gm) ?? [];

    expect(rows).toEqual(["guardrails", "scraping", "argoCd", "patches", "cloud"]);
    expect(rows.filter((name) => !declared.includes(name))).toEqual([]);
  });
});

describe("defaults that the code fills in", () => {
  const [workload] = resolve(healthy()).workloads;
  const inCluster = resolve(
    healthy({ guardrails: {}, scraping: {}, argoCd: { repository: "https://git.example.com/a" } }),
  );

  test("of containers are those of the page", () => {
    const rows = cells("### Containers");
    const [container] = workload?.containers ?? [];

    expect(container?.security).toEqual({ user: 65532, nonRoot: true, readOnlyRoot: true, capabilities: [] });
    expect(container?.resources).toEqual({ cpuRequest: "50m", memoryRequest: "64Mi", memoryLimit: "64Mi" });
    expect(rows.get("runAsUser")?.[0]).toContain("`65532`");
    expect(rows.get("cpuRequest")?.[0]).toContain('`"50m"`');
    expect(rows.get("memoryRequest")?.[0]).toContain('`"64Mi"`');
    expect(container?.name).toBe("app");
  });

  test("of what the environment has in its cluster are those of the page", () => {
    const values = (heading: string) =>
      Object.fromEntries(
        [...cells(heading)].flatMap(([name, [cell = ""]]) => {
          const [value] = /^`[^`]+`/.exec(cell) ?? [];
          return value === undefined ? [] : [[name, JSON.parse(value.slice(1, -1))]];
        }),
      );

    expect(inCluster.guardrails).toMatchObject(values("### Guardrails in the description"));
    expect(inCluster.scraping).toMatchObject(values("### Scraping"));
    expect(inCluster.argoCd).toMatchObject(values("### Argo CD"));
    expect(Object.keys(values("### Argo CD"))).toEqual(["revision", "namespace", "project", "automated", "prune"]);
  });
});

test("every type of synced Secret stands in a table with the keys that it wants", () => {
  const rows = cells("### Synced Secrets");
  const types = found(read("model/synced-secret.ts"), /^ {2}"([\w./-]+)",$/gm);
  const wanted = found(read("model/validate/workload/synced-secrets.ts"), /(?:all|any): \[([^\]]+)\]/g);

  expect(types.filter((type) => !rows.has(type))).toEqual([]);
  expect(wanted.flatMap((list) => found(list, /"([^"]+)"/g)).filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});

describe("the SecretProviderClass", () => {
  const rows = cells("## SecretProviderClass, parameter by parameter");

  test("has every parameter that the provider knows on the page", () => {
    const known = [
      "keyvaultName",
      "tenantID",
      "tenantId",
      "objects",
      "clientID",
      "usePodIdentity",
      "useVMManagedIdentity",
      "userAssignedIdentityID",
      "useAzureTokenProxy",
      "cloudName",
      "cloudEnvFileName",
    ];
    const unwritten = known.filter((name) => /^(cannot be had|not written)/.test(rows.get(name)?.[0] ?? ""));
    const source = read("k8s/provider-class.ts");

    expect(known.filter((name) => !rows.has(name))).toEqual([]);
    expect(known.filter((name) => !new RegExp(`\\b${name}:`).test(source))).toEqual(unwritten);
  });

  test("has every field of an object on the page, with the option that it comes from", () => {
    const fields = [...read("k8s/objects-parameter.ts").matchAll(/^ {4}(\w+): file\.(\w+),$/gm)];
    const renamed: Readonly<Record<string, string>> = { objectName: "name", type: "kind" };
    const wrong = fields.filter(([, field = "", option = ""]) => {
      const [cell = ""] = rows.get(field) ?? [];
      return !cell.includes(renamed[option] ?? option);
    });

    expect(fields).toHaveLength(8);
    expect(wrong.map(([text]) => text)).toEqual([]);
  });
});

/** Every artefact that is YAML, by its path below `dist/`. */
const artefacts = new Map(
  readdirSync(join(root, "dist"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => [path, read(`dist/${path}`)]),
);

/** Whether a text has the lines of an excerpt one after another, however deep. */
function shows(text: string, excerpt: string): boolean {
  return Array.from({ length: 12 }, (_, depth) => "  ".repeat(depth)).some((indent) =>
    `\n${text}`.includes(`\n${excerpt.replaceAll(/^(?=.)/gm, indent)}`),
  );
}

/** Runs a description of the page, as its reader would put it into an environment. */
function described(body: string, names: Readonly<Record<string, unknown>> = {}): unknown {
  const known = { ...vocabulary, ...names };
  return new Function(...Object.keys(known), body)(...Object.values(known));
}

function drawnFrom(environment: Environment): string {
  expect(validate([environment])).toEqual([]);
  const resolved = resolve(environment);
  const clientIds = Object.fromEntries(
    resolved.identities.map(({ key }) => [key, "0b6f3d52-7c1e-4a98-8f24-d95e60a7c318"]),
  );
  const bound = new Map(resolved.stacks.map(({ name }) => [name, clientIds]));
  return [...synthesizeKubernetes(resolved, bound).files.values()].join("---\n");
}

const examples = healthy({
  vaults: [vocabulary.keyVault({ name: "kv-orders", objects: { registry: vocabulary.secret("registry") } })],
});
const vault = examples.vaults[0];
const ofHeading = (heading: string) =>
  blocks("ts")
    .filter((block) => block.heading === heading)
    .map(({ text }) => text);

describe("what is shown", () => {
  const inProd = read("environments/prod.ts");
  const isOfProd = (text: string) => shows(inProd, text);
  const workloadOf = (heading: string, name: string) => {
    const [text = ""] = ofHeading(heading);
    return described(`${text}\nreturn ${name};`, { vault }) as Environment["workloads"][number];
  };

  test("of descriptions is prod's, or one of those that are drawn below", () => {
    const others = blocks("ts").filter(({ text }) => !isOfProd(text));

    expect(others.map(({ heading }) => heading)).toEqual(["### Synced Secrets", "### Patches", "## Pod Security"]);
  });

  test("of pulling images gives a Secret and a pod that pulls with it", () => {
    const text = drawnFrom({ ...examples, workloads: [workloadOf("### Synced Secrets", "worker")] });

    expect(shows(text, "imagePullSecrets:\n  - name: registry\n")).toBe(true);
    expect(shows(text, "- secretName: registry\n  type: kubernetes.io/dockerconfigjson\n")).toBe(true);
  });

  test("of an autoscaled Deployment takes its number of replicas away", () => {
    const [, text = ""] = ofHeading("### Patches");
    const { patches } = described(`return {${text}};`) as Pick<Environment, "patches">;
    const drawn = drawnFrom({ ...prod, ...(patches && { patches }) });
    const [storefront] = parseAllDocuments(drawn)
      .map((document) => document.toJS())
      .filter(({ kind, metadata }) => kind === "Deployment" && metadata.name === "storefront");

    expect(storefront.spec).not.toHaveProperty("replicas");
  });

  test("of manifests is in an artefact, or drawn from the description above it", () => {
    const relaxed = drawnFrom({ ...examples, workloads: [workloadOf("## Pod Security", "legacy")] });
    const absent = blocks("yaml").filter(
      ({ heading, text }) =>
        ![...artefacts.values(), ...(heading === "## Pod Security" ? [relaxed] : [])].some((one) => shows(one, text)),
    );

    expect(blocks("yaml").length).toBeGreaterThan(8);
    expect(absent).toEqual([]);
  });

  test("of Kustomize has the target that the patch asks for", () => {
    const [head = ""] = (artefacts.get("attach/prod/shop.search.kustomize.yaml") ?? "").split("\n");
    const [target = ""] = /target: \{.*?\}/.exec(head) ?? [];

    expect(target).not.toBe("");
    expect(section("### Kustomize")).toContain(target);
  });

  test("of the order in a namespace's file is that of the artefact", () => {
    const kinds = found(artefacts.get("k8s/prod/shop.yaml") ?? "", /^kind: (\w+)$/gm);

    expect(kinds).toEqual([
      "Namespace",
      "ResourceQuota",
      "RoleBinding",
      "ServiceAccount",
      "SecretProviderClass",
      "PodDisruptionBudget",
      "Deployment",
    ]);
  });
});

const manifests = [...artefacts]
  .filter(([path]) => path.startsWith("k8s/prod/"))
  .flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS()));
const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);

describe("the guardrails", () => {
  const policies = ofKind("ValidatingAdmissionPolicy");

  test("stand with every policy and the beginning of each of its messages", () => {
    const wanted = policies.flatMap(({ metadata, spec }) =>
      spec.validations.map(({ message }: { message: string }) => `| \`${metadata.name}\` | ${message.split(";")[0]} |`),
    );

    expect(wanted).toHaveLength(5);
    expect(wanted.filter((row) => !section("## Guardrails").includes(row))).toEqual([]);
  });

  test("answer the second command as shown", () => {
    const [storefront] = ofKind("Deployment").filter(({ metadata }) => metadata.name === "storefront");
    const policy: PolicySpec = policies.find(({ metadata }) => metadata.name.endsWith("class-owner"))?.spec;
    const changed = structuredClone(storefront);
    changed.spec.template.spec.serviceAccountName = "search";
    const params: readonly KubernetesObject[] = ofKind("SecretProviderClass").filter(
      ({ metadata }) => metadata.namespace === storefront.metadata.namespace,
    );

    const [answer = ""] = judge(policy, { object: changed, oldObject: storefront, params });

    expect(blocks("text").map(({ text }) => flat(text).trim())).toContain(answer);
  });

  test("are tried with patches that point at what prod has", () => {
    const pointers = [...commands.matchAll(/"op":"(\w+)","path":"([^"]+)"/g)].map(([, op, path = ""]) => ({
      op,
      path: path.split("/").slice(1),
    }));
    const [storefront] = ofKind("Deployment").filter(({ metadata }) => metadata.name === "storefront");
    const at = (steps: readonly string[]) =>
      steps.reduce((value: Record<string, unknown> | undefined, step) => value?.[step] as never, storefront);

    expect(pointers.map(({ op }) => op)).toEqual(["add", "replace"]);
    expect(at(pointers[0]?.path.slice(0, -1) ?? [])).toEqual({ secretProviderClass: "storefront-kv-prod-shop-12345" });
    expect(at(pointers[1]?.path ?? [])).toBe("storefront");
  });

  test("have the roles and the groups that the commands name", () => {
    const roles = ofKind("ClusterRole").map(({ metadata }) => metadata.name);
    const { classWriters = [], deployers = [] } = prod.guardrails ?? {};

    expect([...cells("### Roles").keys()].filter((name) => name.startsWith("prod-")).sort()).toEqual(roles.sort());
    expect(
      [...commands.matchAll(/can-i \w+ (\S+) .*--as-group (\S+)/g)].map(([, kind, group]) => [kind, group]),
    ).toEqual([
      ["deployments.apps", deployers[0]],
      ["secretproviderclasses", deployers[0]],
      ["secretproviderclasses", classWriters[0]],
    ]);
  });
});

describe("monitoring", () => {
  const text = section("## Monitoring in the cluster");

  test("names every alert, and every port of the monitors and of the network policy", () => {
    const ports = found(artefacts.get("k8s/prod/zz_scraping.yaml") ?? "", /\$1:(\d+)/g);
    const open = found(artefacts.get("k8s/prod/zz_scraping.yaml") ?? "", /- port: (\d+)/g);

    expect(metricAlerts.filter(({ alert }) => !text.includes(`\`${alert}\``))).toEqual([]);
    expect(ports.filter((port) => !text.includes(`| ${port} |`))).toEqual([]);
    expect(text).toContain(`opens ${open.slice(0, -1).join(", ")} and ${open.at(-1)} of`);
  });

  test("names monitors, workspace and dashboard that exist", () => {
    const jobs = ofKind("PodMonitor").map(({ metadata: { namespace, name } }) => `${namespace}/${name}`);
    const stack = JSON.parse(read("dist/infra/stacks/prod/cdk.tf.json"));
    const workspace = stack.resource.azurerm_monitor_workspace.metrics;

    expect(jobs.filter((job) => !text.includes(`\`${job}\``))).toEqual([]);
    expect(text).toContain(`--monitor-name ${workspace.name} `);
    expect(JSON.parse(read("dist/dashboards/prod.json")).panels[0].title).toBe("Metrics");
    expect(text).toContain('panel "Metrics"');
  });
});

describe("Argo CD", () => {
  const text = section("## Argo CD, from an empty cluster");
  const [application] = parseAllDocuments(artefacts.get("argocd/applications/prod.yaml") ?? "").map((document) =>
    document.toJS(),
  );

  test("applies every kind in the wave that the page says", () => {
    const waves = [...text.matchAll(/^\| (-?\d) \| (.+) \|$/gm)];
    const waveOf = (kind: string) => waves.find(([, , kinds]) => kinds?.split(", ").includes(kind))?.[1];
    const named = ["Namespace", "ResourceQuota", "ServiceAccount", "SecretProviderClass", "PodDisruptionBudget"];

    expect(waves).toHaveLength(4);
    expect(named.map((kind) => [kind, waveOf(kind)])).toEqual(
      named.map((kind) => [kind, ofKind(kind)[0]?.metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? "0"]),
    );
  });

  test("has a project that permits what prod's manifests take, and no more", () => {
    const namespaced = manifests.filter(({ metadata }) => metadata.namespace !== undefined);
    const clusterWide = manifests.filter(({ metadata }) => metadata.namespace === undefined);
    const created = ofKind("Namespace").map(({ metadata }) => metadata.name);
    const groupOf = (apiVersion: string) => (apiVersion.includes("/") ? apiVersion.split("/")[0] : "");
    const sorted = (names: readonly string[]) => [...new Set(names)].sort();

    expect(found(commands, /argocd proj create (\S+)/g)).toEqual([application.spec.project]);
    expect(found(commands, /--src (\S+)/g)).toEqual([application.spec.source.repoURL]);
    expect(found(commands, /argocd repo add (\S+)/g)).toEqual([application.spec.source.repoURL]);
    expect(found(commands, /--dest (\S+)/g).sort()).toEqual(
      sorted([...namespaced.map(({ metadata }) => metadata.namespace), ...created]).map(
        (name) => `${application.spec.destination.server},${name}`,
      ),
    );
    expect(found(commands, /--allow-cluster-resource (\S+)/g).sort()).toEqual(
      sorted(clusterWide.map(({ apiVersion, kind }) => `${groupOf(apiVersion)}/${kind}`)),
    );
  });

  test("keeps the platform's files where no team is bound, as the page warns", () => {
    const resolved = resolve(prod);

    const { files } = synthesizeKubernetes(resolved, new Map([["prod", {}]]));

    expect([...files.keys()].sort()).toEqual(["zz_guardrails.yaml", "zz_scraping.yaml"]);
  });
});

describe("commands", () => {
  test("name files that exist", () => {
    const files = found(`${commands}\n${page}`, /\b(dist\/[\w./-]*\w)(?![\w<])/g).filter(
      (path) => !path.endsWith("/k8s"),
    );

    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("name objects that prod has, in their namespaces", () => {
    const attached = environments.flatMap(({ workloads }) =>
      workloads.flatMap((workload) => (workload.kind === "Attachment" ? [workload.name] : [])),
    );
    const ids = new Set(
      manifests.map(({ kind, metadata: { namespace, name } }) => `${namespace} ${kind.toLowerCase()}/${name}`),
    );
    const named = [...commands.matchAll(/kubectl -n (shop|payments) (.*)/g)].flatMap(([, namespace, rest = ""]) =>
      [...rest.matchAll(/\b(deployment|cronjob|serviceaccount|secretproviderclass)[/ ]([\w-]+)/g)].map(
        ([, kind, name = ""]) => ({ id: `${namespace} ${kind}/${name}`, name }),
      ),
    );

    expect(named.length).toBeGreaterThan(6);
    // The Deployment of an attachment is its chart's.
    expect(named.filter(({ id, name }) => !ids.has(id) && !attached.includes(name))).toEqual([]);
  });

  test("write a secret that prod's vault has and the named workloads mount", () => {
    const [, name, object] = /keyvault secret set --vault-name (\S+) \\\n\s*--name (\S+)/.exec(commands) ?? [];
    const readers = resolve(prod)
      .workloads.filter(({ mounts }) =>
        mounts.some(({ vault: read, files }) => read === name && files.some((file) => file.objectName === object)),
      )
      .map((workload) => workload.name);

    expect(readers.sort()).toEqual(["invoices", "settlement", "terminal"]);
  });

  test("run scripts that exist", () => {
    const { scripts } = JSON.parse(read("package.json"));

    expect(found(page, /npm run ([\w:]+)/g).filter((name) => !(name in scripts))).toEqual([]);
  });
});

test("links to files and headings that exist", () => {
  const anchorOf = (heading: string) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-");
  const links = [...found(page, /\]\(([^)]+)\)/g), ...found(page, /^\[\w+\]: (.+)$/gm)].filter(
    (link) => !link.startsWith("http"),
  );
  const broken = links.filter((link) => {
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? "docs/kubernetes.md" : join(dirname("docs/kubernetes.md"), file);
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

  expect(links.length).toBeGreaterThan(20);
  expect(broken).toEqual([]);
});

test("has lines of at most 120 characters", () => {
  expect(page.split("\n").filter((line) => [...line].length > 120)).toEqual([]);
});
