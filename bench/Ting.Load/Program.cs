using Ting.Load;

// Measures the server against its promises, on this machine and in this run: every figure stands beside the limit it is held to.
var options = LoadOptions.Parse(args);
if (options is null)
{
    Console.WriteLine(LoadOptions.Help);
    return 2;
}

return await (args[0] switch
{
    "insights" => InsightsBench.RunAsync(options),
    "review" => ReviewBench.RunAsync(options),
    "import" => ImportBench.RunAsync(options),
    _ => ServerBench.RunAsync(options),
});
