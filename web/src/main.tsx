import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/main.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { whenSignedOut } from "./api/client";
import { leave, queries } from "./api/session";
import { router } from "./app/router";
import { readable, theme } from "./app/theme";

const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";

// Dialogs keep the page behind them from scrolling by a style element of their own, whose maker looks for the nonce here.
Object.assign(window, { __webpack_nonce__: nonce });

whenSignedOut(() => {
  leave();
  router.navigate({ to: "/sign-in", search: { back: router.state.location.href, ended: true } });
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      cssVariablesResolver={readable}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <Notifications position="top-right" />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
