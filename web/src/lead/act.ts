import { answerOf, baton, type Schemas } from "../api/client";
import type { ActionName } from "./actions";

/** What a form asks before an action is done. */
export interface Answers {
  reason?: Schemas["CodedReason"];
  note?: string;
  rep?: string;
  won?: boolean;
  value?: number;
  lost?: string;
}

/** Does it, in the name of whoever is signed in. */
export async function act(id: string, name: ActionName, answers: Answers): Promise<void> {
  const params = { path: { id } };
  const { reason, note } = answers;
  const why = { ...(reason && { reason }), ...(note && { note }) };
  switch (name) {
    case "accept":
      await answerOf(baton.POST("/v1/leads/{id}/accept", { params, body: {} }));
      break;
    case "decline":
      await answerOf(baton.POST("/v1/leads/{id}/decline", { params, body: why }));
      break;
    case "claim":
      await answerOf(baton.POST("/v1/leads/{id}/claim", { params, body: {} }));
      break;
    case "contact":
      await answerOf(baton.POST("/v1/leads/{id}/contact", { params, body: {} }));
      break;
    case "release":
      await answerOf(baton.POST("/v1/leads/{id}/release", { params, body: why }));
      break;
    case "reject":
      await answerOf(baton.POST("/v1/leads/{id}/reject", { params, body: why }));
      break;
    case "assign":
      await answerOf(baton.POST("/v1/leads/{id}/assign", { params, body: { rep: answers.rep ?? "" } }));
      break;
    case "outcome":
      await answerOf(baton.POST("/v1/leads/{id}/outcome", { params, body: outcome(answers) }));
      break;
    case "restore":
      await answerOf(baton.POST("/v1/leads/{id}/restore", { params, body: {} }));
      break;
  }
}

function outcome({ won = false, value, lost }: Answers): Schemas["Outcome"] {
  return won ? { won, ...(value !== undefined && { value }) } : { won, ...(lost && { reason: lost }) };
}
