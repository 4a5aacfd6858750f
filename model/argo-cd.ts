/** Where Argo CD finds the manifests of an environment, and how it applies them. */
export interface ArgoCd {
  /** URL of the Git repository that holds `dist/`. */
  readonly repository: string;
  /** Branch, tag or commit. @default "main" */
  readonly revision?: string;
  /** Namespace that Argo CD runs in. @default "argocd" */
  readonly namespace?: string;
  /** Project of Argo CD's that the Application belongs to. @default "default" */
  readonly project?: string;
  /** The cluster, by URL or by the name that Argo CD knows it by. @default - the one that Argo CD runs in */
  readonly destination?: { readonly server: string } | { readonly name: string };
  /**
   * Whether Argo CD applies changes by itself and takes back what others change; otherwise somebody presses the button.
   *
   * @default true
   */
  readonly automated?: boolean;
  /**
   * Whether it also removes by itself what is gone from the folder. A team whose binding does not fit has no files there,
   * so a commit made in that state would take its workloads away.
   *
   * @default false
   */
  readonly prune?: boolean;
}
