using Spectre.Console;

namespace Baton.Cli.Importing;

/// <summary>A bar that follows the file, for whoever watches; nothing where nobody does.</summary>
internal static class ImportProgress
{
    public static async Task<T> Show<T>(IAnsiConsole console, long length, Func<Action<long>, Task<T>> work)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return await work(_ => { });
        }

        return await console
            .Progress()
            .AutoClear(true)
            .StartAsync(async context =>
            {
                var bar = context.AddTask("importing", maxValue: Math.Max(1, length));
                return await work(passed => bar.Value = passed);
            });
    }
}
