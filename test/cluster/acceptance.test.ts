import { beforeAll, describe, expect, test } from "vitest";
import { appliedFolders, manifestsIn, nameOf, pathOf, podOf } from "./support/artefacts.js";
import { describeOnCluster, kubectl, prepare } from "./support/cluster.js";

const nothingAmiss = { ok: true, warnings: [], error: "" };

describeOnCluster("a real API server", () => {
  describe.each(appliedFolders())("reads %s", (folder) => {
    const manifests = manifestsIn(folder);
    const pods = manifests.map(podOf).filter((pod) => pod !== undefined);

    beforeAll(() => prepare(manifests));

    test("and accepts every object, without a warning", () => {
      const { objects, ...rest } = kubectl.dryRun(pathOf(folder));

      expect(rest).toEqual(nothingAmiss);
      expect([...objects].sort()).toEqual(manifests.map(nameOf).sort());
      console.log(`${folder}: ${manifests.length} documents, ${objects.length} objects accepted`);
    });

    if (pods.length > 0) {
      test("and admits the pods that controllers would make from it, without a warning", () => {
        const { objects, ...rest } = kubectl.dryRun(pods);

        expect(rest).toEqual(nothingAmiss);
        expect(objects).toEqual(pods.map(nameOf));
        console.log(`${folder}: ${pods.length} pods of controllers admitted`);
      });
    }
  });
});
