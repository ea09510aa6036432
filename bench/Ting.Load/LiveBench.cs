namespace Ting.Load;

internal static class LiveBench
{
    public static Task MeasureAsync(ServerProcess server, LoadOptions options, Report report, IReadOnlyList<Guid> conversations) => Task.CompletedTask;
}
