const paths = {
  contrast: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 0v18M12 8l7.5-1M12 13h9M12 18h6",
  home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  board: "M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v12h-4z",
  grip: "M9 6h.01M9 12h.01M9 18h.01M15 6h.01M15 12h.01M15 18h.01",
  more: "M12 5h.01M12 12h.01M12 19h.01",
  leads: "M4 6h16M4 12h16M4 18h16",
  start: "M12 4v16M4 12h16",
  pulse: "M3 12h4l3-7 4 14 3-7h4",
  book: "M5 4h14v16H5zM9 4v16",
  close: "M6 6l12 12M18 6L6 18",
  turn: "M12 3a9 9 0 1 0 9 9M12 7v5l3 3M21 3v5h-5",
  back: "M15 5l-7 7 7 7",
};

export type IconName = keyof typeof paths;

/** A line drawing beside words; it says nothing by itself. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
