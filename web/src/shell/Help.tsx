import { Kbd, Table } from "@mantine/core";
import { Dialog } from "../shared/Dialog";
import type { Place } from "./places";

export function Help({ opened, close, places }: { opened: boolean; close: () => void; places: Place[] }) {
  const keys: [string[], string][] = [
    [["/"], "Search leads"],
    ...places.map((p): [string[], string] => [["g", p.key], p.name]),
    [["Home"], "To the first lead of the list"],
    [["End"], "To its last, which may turn the order round"],
    [["f"], "Find a rep on the board"],
    [["?"], "This help"],
    [["Esc"], "Close what is open"],
  ];
  return (
    <Dialog opened={opened} close={close} title="Keys">
      <Table>
        <Table.Tbody>
          {keys.map(([chord, name]) => (
            <Table.Tr key={name}>
              <Table.Td>
                {chord.map((k) => (
                  <Kbd key={k} mr={4}>
                    {k}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{name}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
