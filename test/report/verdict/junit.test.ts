import { describe, expect, test } from "vitest";
import { renderJunit } from "../../../report/verdict/junit.js";
import { cleanVerdict, hostileVerdict, sampleRules, sampleVerdict } from "../../support/verdict.js";

/** Names of the elements of a document, in order, with what stands in them left out. */
const elementsOf = (xml: string) => [...xml.matchAll(/<([a-z-]+)[ >/]/g)].map(([, name]) => name);

describe("renderJunit", () => {
  test("makes a suite of each environment and a case of each rule", () => {
    expect(renderJunit(sampleVerdict, sampleRules, { strict: false })).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="akv verify" tests="10" failures="1" errors="0" skipped="2">
        <testsuite name="prod" tests="5" failures="1" errors="0" skipped="2">
          <properties>
            <property name="today" value="2026-11-22"/>
            <property name="manifests" value="35"/>
            <property name="resources" value="47"/>
            <property name="chains" value="2"/>
            <property name="errors" value="1"/>
            <property name="warnings" value="1"/>
            <property name="notes" value="1"/>
            <property name="unchecked" value="3"/>
            <property name="excepted" value="1"/>
          </properties>
          <testcase classname="prod" name="match-audience">
            <skipped message="not checked: the audience is not known before it is deployed"/>
            <system-out>not checked: the audience is not known before it is deployed
        needs: a plan or a state</system-out>
          </testcase>
          <testcase classname="prod" name="match-tenant">
            <failure message="SecretProviderClass shop/storefront names tenant &quot;1c9a8b7d-0000-4000-8000-000000000002&quot;, and the vault &quot;kv-prod-shop&quot; is in another one" type="error">error: SecretProviderClass shop/storefront names tenant &quot;1c9a8b7d-0000-4000-8000-000000000002&quot;, and the vault &quot;kv-prod-shop&quot; is in another one
        at: dist/k8s/prod/shop.yaml:87 SecretProviderClass shop/storefront spec.parameters.tenantID
        got: &quot;1c9a8b7d-0000-4000-8000-000000000002&quot;
        allowed: &quot;6f0d2a31-0000-4000-8000-000000000001&quot;, the tenant of azurerm_key_vault.shop
        fix: set tenantID to &quot;6f0d2a31-0000-4000-8000-000000000001&quot;
        shows: FailedMount on the pod: AADSTS700016
        docs: docs/rules/match-tenant.md</failure>
          </testcase>
          <testcase classname="prod" name="no-wide-role">
            <system-out>warning: identity shop can read the whole vault, and its pods mount one secret
        at: dist/infra/stacks/prod/cdk.tf.json:530 azurerm_role_assignment.shop scope
        allowed: the scope of the secret
        fix: assign the role on the secret
        docs: docs/rules/no-wide-role.md</system-out>
          </testcase>
          <testcase classname="prod" name="require-object">
            <skipped message="2 not checked, first: the vault exists already, and what it holds is not among the artefacts"/>
            <system-out>not checked: the vault exists already, and what it holds is not among the artefacts (2 times)
        needs: an output vault_objects
      excepted: secret &quot;legacy&quot; is not declared
        reason: written by the old pipeline until it is switched off</system-out>
          </testcase>
          <testcase classname="prod" name="valid-sample">
            <system-out>note: the outputs of prod are a sample
        at: bindings/prod.json:2 outputs prod sample
        allowed: outputs of a deployment
        fix: deploy, and bind what it prints
        docs: docs/rules/valid-sample.md</system-out>
          </testcase>
        </testsuite>
        <testsuite name="dev" tests="5" failures="0" errors="0" skipped="0">
          <properties>
            <property name="today" value="2026-11-22"/>
            <property name="manifests" value="1"/>
            <property name="resources" value="9"/>
            <property name="chains" value="1"/>
            <property name="errors" value="0"/>
            <property name="warnings" value="0"/>
            <property name="notes" value="0"/>
            <property name="unchecked" value="0"/>
            <property name="excepted" value="0"/>
          </properties>
          <testcase classname="dev" name="match-audience"/>
          <testcase classname="dev" name="match-tenant"/>
          <testcase classname="dev" name="no-wide-role"/>
          <testcase classname="dev" name="require-object"/>
          <testcase classname="dev" name="valid-sample"/>
        </testsuite>
      </testsuites>
      "
    `);
  });

  test("fails a case for a warning where warnings count", () => {
    const lenient = renderJunit(sampleVerdict, sampleRules, { strict: false });
    const strict = renderJunit(sampleVerdict, sampleRules, { strict: true });

    const failuresOf = (xml: string) => [...xml.matchAll(/<failure .* type="([a-z]+)">/g)].map(([, type]) => type);
    expect([lenient, strict].map(failuresOf)).toEqual([["error"], ["error", "warning"]]);
    expect(strict).toContain('<testsuites name="akv verify" tests="10" failures="2" errors="0" skipped="2">');
  });

  test("gathers the findings of a rule in one failure", () => {
    const [prod] = sampleVerdict.environments;
    const [finding] = prod?.findings ?? [];
    const findings = finding === undefined ? [] : [finding, { ...finding, message: "another" }];

    const xml = renderJunit(
      { ...sampleVerdict, environments: prod === undefined ? [] : [{ ...prod, findings }] },
      sampleRules,
      { strict: false },
    );

    expect([...xml.matchAll(/<failure message="([^"]*)"/g)].map(([, message]) => message?.slice(0, 32))).toEqual([
      "2 findings, first: SecretProvide",
    ]);
    expect(xml).toContain("\nerror: another\n");
  });

  test("passes every case of a clean verdict", () => {
    const xml = renderJunit(cleanVerdict, sampleRules, { strict: true });

    expect(elementsOf(xml).filter((name) => name === "failure" || name === "skipped")).toEqual([]);
    expect(elementsOf(xml).filter((name) => name === "testcase")).toHaveLength(sampleRules.length);
  });

  test("lets no name of an artefact end an element, begin one, or be refused by a parser", () => {
    const xml = renderJunit(hostileVerdict, sampleRules, { strict: false });

    expect(new Set(elementsOf(xml))).toEqual(
      new Set(["testsuites", "testsuite", "properties", "property", "testcase", "failure", "skipped", "system-out"]),
    );
    expect(xml.match(/<\/failure>/g)).toHaveLength(1);
    expect(xml.replaceAll(/<[^<>]*>/g, "")).not.toMatch(/[<>]/);
    expect(xml.replaceAll(/&(amp|lt|gt|quot|apos);/g, "")).not.toContain("&");
    expect(xml.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe]/u);
  });
});
