import { Button, FileButton, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import classes from "./Import.module.css";

/** Takes a file wherever on the page it is dropped; a browser left to itself would open it in place of the page. */
export function useDrop(take: (file: File) => void, isWanted: boolean): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      setOver(isWanted);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file && isWanted) take(file);
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, [take, isWanted]);
  return isOver;
}

export function DropZone({ choose, isOver }: { choose: (file: File) => void; isOver: boolean }) {
  return (
    <div className={classes.zone} data-over={isOver}>
      <Stack align="center" gap="sm" ta="center">
        <Text fz="lg" fw={600}>
          {isOver ? "Let go to take it" : "Drop a CSV file here"}
        </Text>
        <ChooseFile choose={choose} variant="filled" label="Choose a file" />
        <Text c="dimmed" maw={520} size="sm">
          Its first row names the columns. Any size, with commas, semicolons, tabs or bars between the cells. Nothing is
          stored before you have seen how it would be read.
        </Text>
      </Stack>
    </div>
  );
}

export function ChooseFile({ choose, variant, label }: Props) {
  return (
    <FileButton
      onChange={(file) => file && choose(file)}
      accept=".csv,.tsv,.txt,text/csv"
      inputProps={{ "aria-label": "CSV file" }}
    >
      {(props) => (
        <Button {...props} variant={variant}>
          {label}
        </Button>
      )}
    </FileButton>
  );
}

interface Props {
  choose: (file: File) => void;
  variant: string;
  label: string;
}
