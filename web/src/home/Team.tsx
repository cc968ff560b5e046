import { SimpleGrid, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Me, Schemas } from "../api/client";
import { statusQuery } from "../api/people";
import { Empty } from "../shared/Empty";
import { RouteLink } from "../shared/RouteLink";
import { Trouble } from "../shared/Trouble";
import { count, plain } from "../shared/words";
import { Fairness } from "./Fairness";
import classes from "./Home.module.css";
import { Nobody } from "./Nobody";
import { Today } from "./Today";

const shown: Schemas["LeadStatus"][] = ["waiting", "queued", "offered", "assigned", "working", "won"];

/** How many leads stand where, and those that nobody has, by reason. */
export function Team({ me }: { me: Me }) {
  const status = useQuery(statusQuery);
  if (status.error) return <Trouble error={status.error} retry={() => status.refetch()} />;
  if (!status.data) return <Skeleton height={160} role="status" aria-label="Reading" />;
  if (status.data.total === 0) return <Nothing me={me} />;
  const { statuses } = status.data;
  return (
    <>
      <Today me={me} />
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
        {shown.map((name) => (
          <Link key={name} to="/leads" search={{ status: name }} className={classes.figure}>
            <Text size="sm">{plain(name)}</Text>
            <Text fz={28} fw={700} className={classes.number}>
              {count(statuses[name] ?? 0)}
            </Text>
          </Link>
        ))}
      </SimpleGrid>
      <Fairness />
      <Nobody />
    </>
  );
}

function Nothing({ me }: { me: Me }) {
  return me.role === "admin" ? (
    <Empty title="No lead yet" action={<RouteLink to="/start">Start from a template</RouteLink>}>
      Publish a workspace and send a first lead; it takes a minute.
    </Empty>
  ) : (
    <Empty title="No lead yet">As soon as leads come in you see here where they stand.</Empty>
  );
}
