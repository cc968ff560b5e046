import { Checkbox, Text } from "@mantine/core";
import type { BlindLead, Lead } from "../api/client";
import { isOpen, titleOf } from "../shared/leads";
import { RouteLink } from "../shared/RouteLink";
import { Status } from "../shared/Status";
import { ago, instant } from "../shared/words";
import { Holder } from "./Holder";
import classes from "./LeadTable.module.css";

export function LeadRow({ lead, index, now, isChosen, toggle, hasBoxes }: Props) {
  return (
    <tr aria-rowindex={index} data-chosen={isChosen}>
      {hasBoxes && (
        <td className={classes.check}>
          {toggle && <Checkbox aria-label={`Choose ${lead.id}`} checked={isChosen} onChange={toggle} />}
        </td>
      )}
      {isOpen(lead) ? <OpenCells lead={lead} now={now} /> : <BlindCells lead={lead} />}
    </tr>
  );
}

function OpenCells({ lead, now }: { lead: Lead; now: number }) {
  return (
    <>
      <td>
        <RouteLink to="/leads/$id" params={{ id: lead.id }} fw={500} truncate display="block">
          {titleOf(lead)}
        </RouteLink>
        <Text size="xs" c="dimmed" truncate>
          {lead.fields.company}
        </Text>
      </td>
      <td>
        <Status status={lead.status} />
      </td>
      <td>
        <Holder lead={lead} />
      </td>
      <td data-wide>{lead.rule ?? <Dim text="none" />}</td>
      <td data-wide className={classes.number}>
        {lead.score ?? ""} {lead.grade && <Dim text={lead.grade} />}
      </td>
      <td data-wide>{lead.fields.source}</td>
      <td data-wide title={instant(lead.created_at)}>
        {ago(lead.created_at, now)}
      </td>
    </>
  );
}

// Until somebody claims it, this is all there is.
function BlindCells({ lead }: { lead: BlindLead }) {
  return (
    <>
      <td>
        <RouteLink to="/leads/$id" params={{ id: lead.id }}>
          Hidden until it is claimed
        </RouteLink>
      </td>
      <td>
        <Status status="queued" />
      </td>
      <td />
      <td data-wide />
      <td data-wide>{lead.grade}</td>
      <td data-wide />
      <td data-wide>{lead.age} minutes ago</td>
    </>
  );
}

function Dim({ text }: { text: string }) {
  return (
    <Text span size="sm" c="dimmed">
      {text}
    </Text>
  );
}

interface Props {
  lead: Lead | BlindLead;
  /** The row's place in the whole table, from 1 with the header. */
  index: number;
  now: number;
  isChosen: boolean;
  toggle: (() => void) | undefined;
  hasBoxes: boolean;
}
