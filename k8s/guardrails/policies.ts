import type { k8s } from "cdk8s-plus-28";

/**
 * A ValidatingAdmissionPolicy, but for its prefix, where it holds, and what happens when it cannot decide. `v1` and
 * `v1beta1` have the same fields; the typed classes know only the older.
 */
export interface Policy {
  /** What follows the environment in the name. */
  readonly name: string;
  readonly spec: Omit<k8s.ValidatingAdmissionPolicySpecV1Beta1, "failurePolicy">;
  /** What the policy judges an object by, one parameter at a time. */
  readonly paramRef?: k8s.ParamRefV1Beta1;
}

/** One text of CEL. Lines that all end become a block in YAML, which people can read. */
export function cel(...lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** Pod spec of a Pod, or of anything that makes pods. The kinds differ, so their types are set aside. */
function podSpecOf(object: "object" | "oldObject"): readonly string[] {
  const spec = `dyn(${object}).spec`;
  return [
    `has(${spec}.jobTemplate) ? ${spec}.jobTemplate.spec.template.spec`,
    `: has(${spec}.template) ? ${spec}.template.spec`,
    `: ${spec}`,
  ];
}

/**
 * Pods, and what makes them, so that whoever applies a Deployment hears of it, and not only its ReplicaSet. A pod's
 * volumes and service account never change, so updates of pods are not judged; ephemeral containers bring no volumes.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement
 */
export const pods: Pick<k8s.ValidatingAdmissionPolicySpecV1Beta1, "matchConstraints" | "matchConditions"> = {
  matchConstraints: {
    resourceRules: [
      { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] },
      {
        apiGroups: ["apps"],
        apiVersions: ["v1"],
        operations: ["CREATE", "UPDATE"],
        resources: ["deployments", "statefulsets", "daemonsets", "replicasets"],
      },
      {
        apiGroups: ["batch"],
        apiVersions: ["v1"],
        operations: ["CREATE", "UPDATE"],
        resources: ["jobs", "cronjobs"],
      },
    ],
  },
  // What was there before the policy can still be scaled, labelled and deleted, by its controller too.
  matchConditions: [
    {
      name: "pod-spec-is-new",
      expression: cel("oldObject == null || (", ...podSpecOf("object"), ") != (", ...podSpecOf("oldObject"), ")"),
    },
  ],
};

/** Names that several expressions use: the pod spec, its volumes of the driver, and those that name a class. */
export const podVariables: readonly k8s.VariableV1Beta1[] = [
  { name: "podSpec", expression: cel(...podSpecOf("object")) },
  {
    name: "volumes",
    expression: cel(
      "!has(variables.podSpec.volumes) ? [] : variables.podSpec.volumes.filter(volume,",
      "  has(volume.csi) && volume.csi.driver == 'secrets-store.csi.k8s.io')",
    ),
  },
  {
    name: "mounting",
    expression: cel(
      "variables.volumes.filter(volume,",
      "  has(volume.csi.volumeAttributes) && 'secretProviderClass' in volume.csi.volumeAttributes)",
    ),
  },
  {
    name: "classes",
    expression: cel("variables.mounting.map(volume, volume.csi.volumeAttributes['secretProviderClass'])"),
  },
];

/** What a validation says when it fails. */
interface Refusal {
  readonly reason: "Invalid" | "Forbidden";
  /** What is wrong. */
  readonly problem: string;
  /** CEL: what exactly it is about. Quoted, since a message of more than one line would be dropped. */
  readonly which: string;
  /** What is allowed, and how to get there. */
  readonly remedy: string;
}

export function refuseUnless(expression: string, { reason, problem, which, remedy }: Refusal): k8s.ValidationV1Beta1 {
  return {
    expression,
    reason,
    // Stands in where the other cannot: it is too long, for instance.
    message: `${problem}; ${remedy}`,
    messageExpression: cel(`'${problem}: '`, `+ ${which}`, `+ '; ${remedy}'`),
  };
}

/** How a pod mounts a class. */
export const podsPolicy: Policy = {
  name: "key-vault-pods",
  spec: {
    ...pods,
    variables: [
      ...podVariables,
      {
        name: "overriding",
        expression: cel(
          "variables.volumes.filter(volume, has(volume.csi.volumeAttributes) &&",
          "  volume.csi.volumeAttributes.exists(key, key != 'secretProviderClass'))",
        ),
      },
      {
        name: "writable",
        expression: cel("variables.volumes.filter(volume, !has(volume.csi.readOnly) || volume.csi.readOnly != true)"),
      },
      {
        name: "crowded",
        expression: cel(
          "variables.mounting.filter(volume, !variables.classes.exists_one(name,",
          "  name == volume.csi.volumeAttributes['secretProviderClass']))",
        ),
      },
    ],
    validations: [
      refuseUnless("variables.overriding.size() == 0", {
        reason: "Invalid",
        problem: "a volume overrides parameters of its provider class",
        which: [
          "variables.overriding.map(volume, strings.quote(volume.name) + ' sets '",
          "  + volume.csi.volumeAttributes.filter(key, key != 'secretProviderClass')",
          "    .map(key, strings.quote(key)).join(', ')).join('; ')",
        ].join("\n"),
        remedy: "allowed in volumeAttributes is secretProviderClass alone; move the others into the provider class",
      }),
      refuseUnless("variables.writable.size() == 0", {
        reason: "Invalid",
        problem: "a volume of a provider class is not read-only",
        which: "variables.writable.map(volume, strings.quote(volume.name)).join(', ')",
        remedy: "allowed is readOnly: true alone, which the driver insists on; set it in the csi source of the volume",
      }),
      refuseUnless("variables.crowded.size() == 0", {
        reason: "Invalid",
        problem: "a provider class is mounted through more than one volume",
        which: [
          "variables.crowded.map(volume, strings.quote(volume.csi.volumeAttributes['secretProviderClass'])",
          "  + ' through ' + strings.quote(volume.name)).join(', ')",
        ].join("\n"),
        remedy: "allowed is one volume for each class of a pod; mount that volume in every container that reads it",
      }),
    ],
  },
};

/** What a class may say. Written out are the texts that the provider takes for true, once trimmed. */
export const classesPolicy: Policy = {
  name: "key-vault-classes",
  spec: {
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: ["secrets-store.csi.x-k8s.io"],
          apiVersions: ["v1", "v1alpha1"],
          operations: ["CREATE", "UPDATE"],
          resources: ["secretproviderclasses"],
        },
      ],
    },
    matchConditions: [
      {
        name: "of-azure",
        expression: "has(object.spec) && has(object.spec.provider) && object.spec.provider == 'azure'",
      },
      {
        name: "spec-is-new",
        expression: "oldObject == null || !has(oldObject.spec) || object.spec != oldObject.spec",
      },
    ],
    validations: [
      refuseUnless(
        cel(
          "!has(object.spec.parameters) || !('usePodIdentity' in object.spec.parameters) ||",
          "!(object.spec.parameters['usePodIdentity'].trim() in ['1', 't', 'T', 'TRUE', 'true', 'True'])",
        ),
        {
          reason: "Invalid",
          problem: "the provider class selects pod identity, which is retired",
          which: "'usePodIdentity is ' + strings.quote(object.spec.parameters['usePodIdentity'])",
          remedy: "allowed is false; leave usePodIdentity out and name a workload identity in clientID",
        },
      ),
    ],
  },
};
