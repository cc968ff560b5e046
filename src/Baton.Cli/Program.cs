return Baton.Cli.Commands.CommandLine.Run(args, Console.Out, Console.Error);
