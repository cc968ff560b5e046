using System.Reflection;
using Baton.Bench;
using Baton.Bench.Import;
using Baton.Bench.Requests;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

// profile: one loop for a profiler · import: the whole way, beside the bare limit · bare-server: for run.sh · else BenchmarkDotNet's arguments
switch (args)
{
    case ["profile", ..]:
        Profile.Run(args[1..]);
        return 0;
    case ["import", ..]:
        await ImportRun.Run(args[1..]);
        return 0;
    case ["bare-server", ..]:
        await BareServer.Run(args[1..]);
        return 0;
}

var job = Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(20);
var config = ManualConfig
    .CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddColumn(StatisticColumn.Median, StatisticColumn.Min)
    .AddExporter(MarkdownExporter.GitHub)
    .AddLogger(ConsoleLogger.Default);
BenchmarkSwitcher
    .FromAssembly(Assembly.GetExecutingAssembly())
    .Run(args.Length == 0 ? ["--filter", "*"] : args, config);
return 0;
