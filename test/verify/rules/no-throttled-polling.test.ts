import { expect, test } from "vitest";
import {
  FILE,
  type Files,
  findingsOf,
  healthyFiles,
  manifests,
  terraform,
  uncheckedOf,
  without,
} from "../../support/artefacts.js";

const RULE = "no-throttled-polling";

/** As many pods, each with three objects of two types: four requests for everything but keys, one for a key. */
function replicas(number: number, files: Files = healthyFiles): Files {
  return manifests("replicas: 2\n", `replicas: ${number}\n`, files);
}

/** A DaemonSet in place of the Deployment. */
const daemonSet = manifests("  replicas: 2\n", "", manifests("kind: Deployment", "kind: DaemonSet"));

/** A large key in an HSM. */
const largeKey = terraform(({ resource }) =>
  Object.assign(resource, {
    azurerm_key_vault_key: {
      signing: { name: "signing", key_vault_id: "${azurerm_key_vault.orders.id}", key_type: "RSA-HSM", key_size: 4096 },
    },
  }),
);

/** The Terraform with as many nodes. */
function terraformOf(nodes: number | string): Files {
  const files = terraform(({ resource }) =>
    Object.assign(resource.azurerm_kubernetes_cluster.main.default_node_pool, { node_count: nodes }),
  );
  return { [FILE.terraform]: files[FILE.terraform] ?? "" };
}

function addOn(block: Readonly<Record<string, unknown>> | undefined): Files {
  return terraform(({ resource }) =>
    Object.assign(resource.azurerm_kubernetes_cluster.main, { key_vault_secrets_provider: block }),
  );
}

function brief(files: Files): readonly (readonly (string | undefined)[])[] {
  return findingsOf(RULE, files).map(({ severity, got }) => [severity, got]);
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when rotation asks for more than the vault answers", () => {
  const found = findingsOf(RULE, replicas(13_000));

  expect(found).toEqual([
    {
      rule: "no-throttled-polling",
      severity: "error",
      environment: "artefacts",
      message:
        "rotation has 13000 pods ask the vault kv-orders for 109 % of what it answers with the driver up to 1.5 (every 120 s), 217 % from 1.6 on (every 60 s)",
      at: {
        file: "azure/main.tf.json",
        line: 54,
        resource: "azurerm_key_vault.orders",
      },
      got: "4333 requests in 10 s; from 1.6 on 8667",
      allowed: "4000 requests in 10 s for a vault, half of them to leave room for pods that start",
      fix: "fewer objects for each class, several vaults, a longer secret_rotation_interval (driver up to 1.5), or rotation off and restarts instead",
      shows: "MountRotationFailed … RESPONSE 429: 429 Too Many Requests",
      related: [],
      docs: "docs/rules/no-throttled-polling.md",
    },
  ]);
});

test("warns when rotation asks for more than half of it", () => {
  const found = brief(replicas(7_000));

  expect(found).toEqual([["warning", "2333 requests in 10 s; from 1.6 on 4667"]]);
});

test("warns when only the next driver asks for more than the vault answers", () => {
  const found = findingsOf(
    RULE,
    replicas(7_000, addOn({ secret_rotation_enabled: true, secret_rotation_interval: "1h30m" })),
  );

  expect(found).toEqual([
    {
      rule: "no-throttled-polling",
      severity: "warning",
      environment: "artefacts",
      message:
        "rotation has 7000 pods ask the vault kv-orders for 2 % of what it answers with the driver up to 1.5 (every 5400 s), 117 % from 1.6 on (every 60 s)",
      at: {
        file: "azure/main.tf.json",
        line: 54,
        resource: "azurerm_key_vault.orders",
      },
      got: "52 requests in 10 s; from 1.6 on 4667",
      allowed: "4000 requests in 10 s for a vault, half of them to leave room for pods that start",
      fix: "before AKS takes driver 1.6: fewer objects for each class, several vaults, or rotation off and restarts instead",
      shows: "from 1.6 on nothing but the log of the driver: errors of a rotation are masked",
      related: [],
      docs: "docs/rules/no-throttled-polling.md",
    },
  ]);
});

test("tells of the next driver asking for more than half of it, which is not wrong", () => {
  const found = brief(replicas(4_000));

  expect(found).toEqual([["note", "1333 requests in 10 s; from 1.6 on 2667"]]);
});

test("finds nothing where rotation is off", () => {
  const found = brief(replicas(20_000, addOn({ secret_rotation_enabled: false })));

  expect(found).toEqual([]);
});

test("cannot tell where the add-on is off, since another driver may be there", () => {
  const found = uncheckedOf(RULE, replicas(20_000, addOn(undefined)));

  expect(found).toEqual([
    {
      rule: "no-throttled-polling",
      environment: "artefacts",
      message: "rotation may ask the vault kv-orders for 167 % of what it answers: whether rotation is on is not known",
      needs: "the Terraform of the cluster, with the add-on",
      at: {
        file: "azure/main.tf.json",
        line: 50,
        resource: "azurerm_key_vault.orders",
      },
    },
  ]);
});

test("cannot tell without the Terraform of the cluster, and says so only where it matters", () => {
  const found = [replicas(20_000), replicas(100)].map((files) =>
    uncheckedOf(RULE, without(FILE.outputs, without(FILE.terraform, files))).map(({ message, at }) => [
      message,
      at?.resource,
    ]),
  );

  expect(found).toEqual([
    [
      [
        "rotation may ask the vault kv-orders for 167 % of what it answers: whether rotation is on is not known",
        "SecretProviderClass orders/api-vault",
      ],
    ],
    [],
  ]);
});

test("cannot tell where an expression decides on the interval", () => {
  const found = uncheckedOf(
    RULE,
    replicas(20_000, addOn({ secret_rotation_enabled: true, secret_rotation_interval: "${var.interval}" })),
  ).map(({ message }) => message);

  expect(found).toEqual([
    "rotation may ask the vault kv-orders for 167 % of what it answers: its interval is not known",
  ]);
});

test("cannot tell where the interval is no duration", () => {
  const found = uncheckedOf(
    RULE,
    replicas(20_000, addOn({ secret_rotation_enabled: true, secret_rotation_interval: "often" })),
  ).map(({ message }) => message);

  expect(found).toEqual([
    "rotation may ask the vault kv-orders for 167 % of what it answers: its interval is not known",
  ]);
});

test("counts a key as often as its kind is dearer", () => {
  const found = brief(replicas(1_700, largeKey));

  expect(found).toEqual([["warning", "2267 requests in 10 s; from 1.6 on 4533"]]);
});

test("counts the versions of a history, and the list of them", () => {
  const found = brief(
    replicas(
      3_000,
      manifests(
        "objectName: db-password\n          objectType: secret",
        "objectName: db-password\n          objectType: secret\n          objectVersionHistory: 5",
      ),
    ),
  );

  expect(found).toEqual([["warning", "2500 requests in 10 s; from 1.6 on 5000"]]);
});

test("counts the pods that an autoscaler may make", () => {
  const found = brief({
    ...healthyFiles,
    "hpa.yaml":
      "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: api, namespace: orders }\nspec: { maxReplicas: 13000, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api } }\n",
  });

  expect(found).toEqual([["error", "4333 requests in 10 s; from 1.6 on 8667"]]);
});

test("counts a DaemonSet once for each node", () => {
  const found = brief({ ...daemonSet, ...terraformOf(8_000) });

  expect(found).toEqual([["warning", "2667 requests in 10 s; from 1.6 on 5333"]]);
});

test("cannot tell how many nodes a DaemonSet has where they come by themselves", () => {
  const found = uncheckedOf(RULE, { ...daemonSet, ...terraformOf("${var.nodes}") }).map(({ message }) => message);

  expect(found).toEqual([
    "rotation may ask the vault kv-orders for 42 % of what it answers: the number of nodes is not known",
  ]);
});

test("names the class where the vault is not among the artefacts", () => {
  const found = findingsOf(
    RULE,
    replicas(
      13_000,
      terraform(({ resource }) => Object.assign(resource, { azurerm_key_vault: undefined })),
    ),
  ).map(({ at }) => at.resource);

  expect(found).toEqual(["SecretProviderClass orders/api-vault"]);
});
