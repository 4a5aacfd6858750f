import { describe, expect, test } from "vitest";
import { ignoredDifferences } from "../../../k8s/argo-cd/ignored-differences.js";
import { attach, cronJob, daemonSet, job, pod, statefulSet, syncedSecret } from "../../../model/index.js";
import type { Workload } from "../../../model/workload.js";
import { api, vault } from "../../support/descriptions.js";
import { forArgoCd } from "./environments.js";

const common = {
  namespace: "orders",
  image: "busybox:1.36",
  mounts: [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }],
};

const jqPathExpressions = [
  '.spec.template.spec.containers[]?.env | select(length > 0 and all(.[]; .name | startswith("STAKATER_")))',
  '.spec.template.spec.containers[]?.env[]? | select(.name | startswith("STAKATER_"))',
  '.spec.template.metadata.annotations | select(keys? == ["reloader.stakater.com/last-reloaded-from"])',
  '.spec.template.metadata.annotations["reloader.stakater.com/last-reloaded-from"]',
];

function ignoredOf(...workloads: Workload[]) {
  return ignoredDifferences(forArgoCd({}, "test", workloads).workloads);
}

describe("the ignored differences", () => {
  test("are none where Reloader restarts nothing", () => {
    expect(ignoredOf(api(), api({ onRotation: "none" }, "other"))).toEqual([]);
  });

  test("are what Reloader writes into the pods of each kind that it restarts", () => {
    const restarted = { ...common, onRotation: "restart" } as const;

    expect(
      ignoredOf(statefulSet("db", restarted), api({ onRotation: "restart" }), daemonSet("agent", restarted)),
    ).toEqual(["DaemonSet", "Deployment", "StatefulSet"].map((kind) => ({ group: "apps", kind, jqPathExpressions })));
  });

  test("leave out a kind of which nothing is restarted", () => {
    expect(ignoredOf(api(), daemonSet("agent", { ...common, onRotation: "restart" }))).toEqual([
      { group: "apps", kind: "DaemonSet", jqPathExpressions },
    ]);
  });

  test("come with a restart for a Secret alone", () => {
    const synced = syncedSecret("credentials", { PASSWORD: vault.objects.dbPassword });
    const workload = api({
      mounts: [{ objects: [vault.objects.dbPassword], sync: [synced] }],
      env: { PASSWORD: synced.keys.PASSWORD },
      onRotation: "restart",
    });
    const { workloads } = forArgoCd({}, "test", [workload]);

    expect(workloads.map(({ reloadOn }) => reloadOn)).toEqual([{ classes: [], secrets: ["credentials"] }]);
    expect(ignoredDifferences(workloads)).toEqual([{ group: "apps", kind: "Deployment", jqPathExpressions }]);
  });

  test("leave out kinds whose pod templates Reloader does not change", () => {
    const workloads = [
      job("once", common),
      cronJob("nightly", { ...common, schedule: "0 3 * * *" }),
      pod("bare", common),
      attach("theirs", { namespace: "orders", mounts: common.mounts }),
    ];
    const restarted = forArgoCd({}, "test", workloads).workloads.map((workload) => ({
      ...workload,
      reloadOn: { classes: ["class"], secrets: [] },
    }));

    expect(restarted).toHaveLength(4);
    expect(ignoredDifferences(restarted)).toEqual([]);
  });
});
