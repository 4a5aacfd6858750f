import { quote } from "../../../shared/index.js";
import { SUBJECT_PREFIX } from "../../chain/mounting.js";
import { broken, defineRule, undecided } from "../../rule.js";
import { isForPods } from "./credentials.js";
import { subjectProblem } from "./subjects.js";

/** Kubernetes writes the subject of a token in one form, and Entra compares it letter by letter. */
export const validFederatedSubject = defineRule({
  id: "valid-federated-subject",
  severity: "error",
  summary: "Each federated credential for pods names a service account in the form that tokens have.",
  link: "credential",
  needs: ["azure"],
  *check({ azure }) {
    const allowed = `${SUBJECT_PREFIX}<namespace>:<service account>`;
    for (const credential of azure.credentials) {
      const { id, subject } = credential;
      if (!isForPods(credential)) {
        continue;
      }
      if (subject === undefined) {
        yield broken({
          on: credential,
          message: `${id} has no subject`,
          allowed,
          fix: "set subject to the service account of the pod",
          shows: 'Error: Missing required argument: The argument "subject" is required',
        });
        continue;
      }
      if (!subject.known) {
        yield undecided({
          on: credential,
          at: ["subject"],
          message: `the subject of ${id} is only known to a deployment`,
          needs: "terraform show -json of the plan or state",
        });
        continue;
      }
      const problem = subjectProblem(subject.text);
      if (problem !== undefined) {
        yield broken({
          on: credential,
          at: ["subject"],
          message: `the subject ${quote(subject.text)} of ${id} ${problem}`,
          got: subject.text,
          allowed,
          fix: `write it as ${allowed}, in lower case and without wildcards`,
          shows: "AADSTS700213: No matching federated identity record found for presented assertion subject '…'",
        });
      }
    }
  },
});
