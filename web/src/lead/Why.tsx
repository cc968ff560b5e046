import { Paper, Select, Skeleton, Spoiler, Stack, Text, Title } from "@mantine/core";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, BatonError, baton, type Lead, type Schemas } from "../api/client";
import { useNames, useRepChoices } from "../shared/RepName";
import { Trouble } from "../shared/Trouble";
import { plain } from "../shared/words";
import classes from "./Lead.module.css";

const thousandths = new Intl.NumberFormat("en", { maximumFractionDigits: 3 });

async function explain(id: string, rep?: string) {
  return answerOf(
    baton.GET("/v1/leads/{id}/explain", { params: { path: { id }, query: rep === undefined ? {} : { rep } } }),
  );
}

/** Why it fell as it did, and why not otherwise. */
export function Why({ id, lead }: { id: string; lead: Lead }) {
  const reps = useRepChoices();
  const name = useNames();
  const [other, setOther] = useState<string | null>(null);
  const why = useQuery({ queryKey: ["lead", id, "why"], queryFn: () => explain(id), staleTime: 0 });
  const whyNot = useQuery({
    queryKey: ["lead", id, "why", other],
    queryFn: other === null ? skipToken : () => explain(id, other),
    staleTime: 0,
  });
  const reasons = why.data as Schemas["Explanation"] | undefined;
  // A lead that went no way yet has nothing to explain.
  if (why.error instanceof BatonError && [404, 409, 410].includes(why.error.status)) {
    return (
      <Paper withBorder p="md">
        <Text c="dimmed">{why.error.problem.detail}</Text>
      </Paper>
    );
  }
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {lead.owner ? `Why ${name(lead.owner)}?` : "Why so?"}
        </Title>
        {why.error && <Trouble error={why.error} retry={() => why.refetch()} />}
        {why.isPending && <Skeleton height={80} />}
        {reasons && (
          <ul className={classes.why}>
            {reasons.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        {reasons && reasons.considered.length > 0 && <Considered reps={reasons.considered} name={name} />}
        {reps.length > 1 && (
          <Select
            label="Why not …?"
            placeholder="A rep"
            data={reps.filter((r) => r.value !== lead.owner)}
            value={other}
            onChange={setOther}
            searchable
            clearable
            clearButtonProps={{ "aria-label": "Nobody" }}
          />
        )}
        <div role="status">
          {whyNot.error && <Trouble error={whyNot.error} />}
          {whyNot.data && other && <WhyNot answer={whyNot.data as Schemas["WhyNot"]} name={name} />}
        </div>
      </Stack>
    </Paper>
  );
}

function WhyNot({ answer, name }: { answer: Schemas["WhyNot"]; name: (rep: string) => string }) {
  return (
    <>
      <Text>{sentenceOf(answer, name(answer.rep))}</Text>
      {!answer.won && (
        <Text size="sm" c="dimmed">
          {answer.flip
            ? `It would have been otherwise with ${answer.flip.what} ${answer.flip.to} in place of ${answer.flip.from}.`
            : "No change of one number alone would have given it to this rep."}
        </Text>
      )}
    </>
  );
}

function Considered({ reps, name }: { reps: Schemas["ConsideredRep"][]; name: (rep: string) => string }) {
  return (
    <Spoiler maxHeight={160} showLabel="Show all who were considered" hideLabel="Show fewer">
      <table className={classes.table} aria-label="Who was considered">
        <thead>
          <tr>
            <th scope="col">Rep</th>
            <th scope="col">Outcome</th>
            <th scope="col">Balance</th>
          </tr>
        </thead>
        <tbody>
          {reps.map((r) => (
            <tr key={`${r.rep} ${r.pool}`} data-won={r.won}>
              <td>{name(r.rep)}</td>
              <td>{outcomeOf(r)}</td>
              <td>{r.balance === null ? "" : thousandths.format(r.balance)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Spoiler>
  );
}

function outcomeOf(rep: Schemas["ConsideredRep"]): string {
  if (rep.won) return "Got it";
  if (rep.code === null) return "Could have had it";
  const figures = rep.actual !== null && rep.needed !== null ? `, ${rep.actual} of ${rep.needed}` : "";
  return plain(rep.code) + figures;
}

// The server's sentence begins with the rep's id, and of a gate without figures says the code alone.
function sentenceOf({ rep, code, sentence }: Schemas["WhyNot"], name: string): string {
  if (sentence === `${rep} ${code}` && code) return `${name}: ${plain(code).toLowerCase()}`;
  return sentence.startsWith(`${rep} `) ? name + sentence.slice(rep.length) : sentence;
}
