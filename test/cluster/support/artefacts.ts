import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseAllDocuments } from "yaml";

/** A Kubernetes manifest as it is read from a file. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: manifests of all kinds, which the API server judges.
  readonly [field: string]: any;
}

const root = join(import.meta.dirname, "..", "..", "..");

/** Folders below `dist/` that somebody applies as they are, from the top of the repository. */
export function appliedFolders(): readonly string[] {
  return [join(root, "dist", "k8s"), join(root, "dist", "argocd")]
    .flatMap(foldersWithin)
    .filter((folder) => filesIn(folder).length > 0)
    .map((folder) => relative(root, folder));
}

/** The path by which kubectl finds a folder of {@link appliedFolders}. */
export function pathOf(folder: string): string {
  return join(root, folder);
}

/** The manifests of a folder, in the order in which `kubectl apply -f` takes them. */
export function manifestsIn(folder: string): readonly Manifest[] {
  return filesIn(pathOf(folder)).flatMap((file) =>
    parseAllDocuments(readFileSync(file, "utf8"))
      .map((document) => document.toJS())
      .filter((manifest) => manifest !== null),
  );
}

/** How kubectl names an object. */
export function nameOf({ apiVersion, kind, metadata }: Manifest): string {
  const [group, version] = apiVersion.split("/");
  return `${kind.toLowerCase()}${version === undefined ? "" : `.${group}`}/${metadata.name}`;
}

/** The pod that a controller would make from its template; nothing for other kinds. */
export function podOf({ kind, metadata: { name, namespace }, spec }: Manifest): Manifest | undefined {
  const template = templateOf({ kind, spec });
  return template?.spec?.containers === undefined
    ? undefined
    : {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { ...template.metadata, name, namespace },
        spec: { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claimsOf(spec)] },
      };
}

/** The pod template of a manifest, where it has one. */
export function templateOf({ kind, spec }: Pick<Manifest, "kind" | "spec">) {
  return kind === "CronJob" ? spec.jobTemplate.spec.template : spec?.template;
}

/** The volumes that a StatefulSet's controller gives to a pod. */
function claimsOf({ volumeClaimTemplates = [] }: Manifest["spec"]) {
  return volumeClaimTemplates.map(({ metadata: { name } }: Manifest) => ({
    name,
    persistentVolumeClaim: { claimName: name },
  }));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort();
}

function foldersWithin(folder: string): readonly string[] {
  try {
    const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [folder, ...below.flatMap((entry) => foldersWithin(join(folder, entry.name)))].sort();
  } catch {
    // Not every checkout has every kind of artefact.
    return [];
  }
}
