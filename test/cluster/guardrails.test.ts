import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Manifest, manifestsIn, pathOf, podOf } from "./support/artefacts.js";
import { describeOnCluster, kubectl, namespaceCalled, prepare, serviceAccountCalled } from "./support/cluster.js";
import { changed, changedPodSpec, changedSource, volumesOfDriver } from "./support/variants.js";

const folder = "dist/k8s/prod";
const effectiveWithinMs = 30_000;

const manifests = manifestsIn(folder);
const ofKind = (wanted: string) => manifests.filter(({ kind }) => kind === wanted);
const policies = ofKind("ValidatingAdmissionPolicy");
const bindings = ofKind("ValidatingAdmissionPolicyBinding");
const classes = ofKind("SecretProviderClass");

// What the bad objects are made from: a Deployment that mounts a class, the pod it makes, and the class.
const deployment = found(
  "Deployment that mounts a class",
  ofKind("Deployment").find((manifest) => volumesOfDriver(manifest.spec.template.spec).length > 0),
);
const pod = found("pod", podOf(deployment));
const [volume] = volumesOfDriver(pod.spec);
const mounted: string = volume.csi.volumeAttributes.secretProviderClass;
const providerClass = found(
  `class ${mounted}`,
  classes.find(({ metadata }) => metadata.name === mounted && metadata.namespace === pod.metadata.namespace),
);

const override = (csi: typeof volume.csi) => {
  csi.volumeAttributes.keyvaultName = "another";
};
const asStranger = (spec: typeof pod.spec) => {
  spec.serviceAccountName = "stranger";
};
const withPodIdentity = (value: string) =>
  changed(providerClass, ({ spec }) => {
    spec.parameters.usePodIdentity = value;
  });

interface Bad {
  readonly what: string;
  readonly manifest: Manifest;
  /** What the refusal has to name. */
  readonly named: readonly string[];
}

/** Each is a good object but for one thing. */
const bad: readonly Bad[] = [
  { what: "a pod that overrides keyvaultName", manifest: changedSource(pod, override), named: ["keyvaultName"] },
  {
    what: "a Deployment that overrides keyvaultName",
    manifest: changedSource(deployment, override),
    named: ["keyvaultName"],
  },
  {
    what: "a pod whose source lacks readOnly",
    manifest: changedSource(pod, (csi) => delete csi.readOnly),
    named: [volume.name],
  },
  {
    what: "a pod whose source says readOnly: false",
    manifest: changedSource(pod, (csi) => {
      csi.readOnly = false;
    }),
    named: [volume.name],
  },
  {
    what: "a pod with two volumes of one class",
    manifest: changedPodSpec(pod, ({ volumes }) => volumes.push({ ...volume, name: "again" })),
    named: [mounted, "again"],
  },
  ...["true", "1", " T "].map((value) => ({
    what: `a class with usePodIdentity ${JSON.stringify(value)}`,
    manifest: withPodIdentity(value),
    named: ["usePodIdentity", JSON.stringify(value)],
  })),
  {
    what: "a pod that mounts a class under another service account",
    manifest: changedPodSpec(pod, asStranger),
    named: ["stranger", pod.spec.serviceAccountName],
  },
  {
    what: "a Deployment that mounts a class under another service account",
    manifest: changedPodSpec(deployment, asStranger),
    named: ["stranger", pod.spec.serviceAccountName],
  },
];

describeOnCluster("the guardrails of prod", () => {
  beforeAll(async () => {
    prepare(manifests);
    kubectl.apply([serviceAccountCalled("stranger", pod.metadata.namespace ?? "default"), ...classes]);
    kubectl.apply([...policies, ...bindings]);
    // Policies take effect one by one, some time after they are stored.
    const deadline = Date.now() + effectiveWithinMs;
    while (policies.length > 0 && Date.now() < deadline && bad.some(({ manifest }) => isAccepted(manifest))) {
      await sleep(250);
    }
  }, 2 * effectiveWithinMs);

  // The other files share this server.
  afterAll(() => {
    for (const { kind, metadata } of [...bindings, ...policies]) {
      kubectl.demand(["delete", kind, metadata.name]);
    }
  });

  test("are among the artefacts, and bound", () => {
    expect(policies).not.toEqual([]);
    expect(bindings.map(({ spec }) => spec.policyName).sort()).toEqual(
      policies.map(({ metadata }) => metadata.name).sort(),
    );
  });

  test("admit every object of prod, and the pods that controllers would make from it", () => {
    const pods = manifests.map(podOf).filter((one) => one !== undefined);

    const answers = [kubectl.dryRun(pathOf(folder)), kubectl.dryRun(pods)];

    expect(answers.map(({ objects, ...rest }) => ({ ...rest, count: objects.length }))).toEqual(
      [manifests, pods].map(({ length }) => ({ ok: true, warnings: [], error: "", count: length })),
    );
  });

  for (const { what, manifest, named } of bad) {
    test(`refuse ${what}`, () => {
      const refusal = kubectl.refusalOf(manifest) ?? "accepted";

      expect(refusal).toMatch(/ValidatingAdmissionPolicy '.+' with binding '.+' denied request: /);
      expect(messages().filter((message) => refusal.includes(message))).toHaveLength(1);
      expect(named.filter((name) => !refusal.includes(name))).toEqual([]);
    });
  }

  test("admit parameters for another driver", () => {
    const other = changedSource(pod, (csi) => {
      csi.driver = "file.csi.azure.com";
      csi.volumeAttributes = { shareName: "share", keyvaultName: "another" };
    });

    expect(kubectl.refusalOf(other)).toBeUndefined();
  });

  test('admit a class with usePodIdentity "false"', () => {
    expect(kubectl.refusalOf(withPodIdentity("false"))).toBeUndefined();
  });

  test("admit any service account for classes that name none", () => {
    const nameOfCopy = (name: string) => `${name}-for-all`;
    const copies = classes.map(({ metadata: { name, namespace }, ...rest }) => ({
      ...rest,
      metadata: { name: nameOfCopy(name), namespace },
    }));
    kubectl.apply(copies as readonly Manifest[]);

    const mountsCopies = changedPodSpec(pod, (spec) => {
      asStranger(spec);
      for (const { csi } of volumesOfDriver(spec)) {
        csi.volumeAttributes.secretProviderClass = nameOfCopy(csi.volumeAttributes.secretProviderClass);
      }
    });

    expect(kubectl.refusalOf(mountsCopies)).toBeUndefined();
  });

  const hasBounds = bindings.every(({ spec }) => spec.matchResources?.namespaceSelector !== undefined);
  describe.skipIf(!hasBounds)("judge nothing outside of prod's namespaces:", () => {
    const namespace = "outside";
    const moved = (manifest: Manifest) => ({ ...manifest, metadata: { ...manifest.metadata, namespace } });

    beforeAll(() => {
      kubectl.apply([namespaceCalled(namespace)]);
      const accounts = ["stranger", pod.spec.serviceAccountName];
      kubectl.apply(accounts.map((name) => serviceAccountCalled(name, namespace)));
      kubectl.apply(classes.map(moved));
    });

    for (const { what, manifest } of bad) {
      test(what, () => {
        expect(kubectl.refusalOf(moved(manifest))).toBeUndefined();
      });
    }
  });
});

function isAccepted(manifest: Manifest): boolean {
  return kubectl.refusalOf(manifest) === undefined;
}

/** What the policies say is wrong, up to where an expression adds what it is about. */
function messages(): readonly string[] {
  return policies
    .flatMap(({ spec }) => spec.validations)
    .map(({ message }: { readonly message: string }) => message.split(";")[0] ?? message);
}

function found<T>(what: string, value: T | undefined): T {
  if (value === undefined) {
    throw new Error(`${folder} holds no ${what}`);
  }
  return value;
}
