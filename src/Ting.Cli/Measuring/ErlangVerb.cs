using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ting.Cli.Measuring.Charts;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure erlang.</summary>
internal static class ErlangVerb
{
    private sealed record Target(double Level, double Within, double? Patience, double Shrinkage);

    public static Command Make()
    {
        var calls = new Option<double?>("--calls") { Description = "How many come in a period.", HelpName = "X" };
        var period = SharedOptions.Number("--period", 1800, "Its length in seconds.");
        var handle = new Option<double?>("--aht") { Description = "Mean handling time in seconds, wrap-up included.", HelpName = "X" };
        var agents = new Option<int?>("--agents") { Description = "How many are ready; without it as many as the target needs.", HelpName = "N" };
        var level = SharedOptions.Number("--level", 0.8, "The share to be answered in time, 0 to 1.");
        var within = SharedOptions.Number("--within", 20, "In how many seconds.");
        var patience = new Option<double?>("--patience") { Description = "Mean seconds after which one who waits gives up (Erlang A); without it nobody does (Erlang C).", HelpName = "X" };
        var shrinkage = SharedOptions.Number("--shrinkage", 0, "The share of paid time not spent ready: breaks, training, absence.");
        var chats = new Option<string?>("--chats") { Description = "Chats: mean length with one, two, three … at the same time, in seconds, such as 240,320,420. The desk is then simulated; needs --agents.", HelpName = "LIST" };
        var seed = SharedOptions.Seed();
        return MeasureVerb.MakeWithoutFile("erlang", """
            Erlang: how long people wait, and how many agents are needed.
            FILE: interval, calls, and aht unless given as an option: a period a row. Or one period as options.
            """, [calls, period, handle, agents, level, within, patience, shrinkage, chats, seed], (parsed, table) =>
        {
            var target = new Target(parsed.GetValue(level), parsed.GetValue(within), parsed.GetValue(patience), parsed.GetValue(shrinkage));
            if (table is not null)
                return Staff(table, parsed.GetValue(period), parsed.GetValue(handle), target);
            var coming = parsed.GetValue(calls) ?? throw new CommandException("Without a file --calls is needed.");
            if (parsed.GetValue(chats) is { } lengths)
                return Chats(coming / parsed.GetValue(period), parsed.GetValue(agents) ?? throw new CommandException("--chats needs --agents."), lengths, target, parsed.GetValue(seed));
            var load = QueueLoad.Of(coming, parsed.GetValue(period), parsed.GetValue(handle) ?? throw new CommandException("Without a file --aht is needed."));
            return parsed.GetValue(agents) is { } ready ? Around(load, ready, target) : Around(load, Needed(load, target).Agents, target);
        }, draws: true);
    }

    private static QueueForecast Needed(QueueLoad load, Target target) => Erlang.AgentsFor(load, target.Level, target.Within, target.Patience);

    private static QueueForecast? Forecast(QueueLoad load, int agents, Target target) => target.Patience is { } patience ? Erlang.A(load, agents, patience) : Erlang.C(load, agents);

    /// <summary>The number of agents asked for, between a few fewer and a few more.</summary>
    private static MeasuredAnswer Around(QueueLoad load, int agents, Target target)
    {
        var rows = Enumerable.Range(Math.Max(1, agents - 4), 9).Select(count => (Agents: count, Forecast: Forecast(load, count, target))).ToList();
        var table = new TextTable("agents", "", "rostered", "waits", "mean wait (s)", $"within {target.Within:0.##} s", "give up", "busy");
        foreach (var (count, forecast) in rows)
            table.Add($"{count}", count == agents ? "◀" : "", $"{Erlang.Rostered(count, target.Shrinkage)}", Figures.Percent(forecast?.WaitChance), Figures.Text(forecast?.MeanWait), Figures.Percent(forecast?.ServiceLevel(target.Within)), Figures.Percent(forecast?.Abandoned), Figures.Percent(forecast?.Occupancy));
        var chosen = rows.Single(row => row.Agents == agents).Forecast;
        var text = $"""
            {Model(target)}: {Figures.Text(load.Erlangs)} erlangs; to answer {Figures.Percent(target.Level, 0)} within {target.Within:0.##} s {Needed(load, target).Agents} agents are needed{(chosen is null ? $"\nWith {agents} agents the queue grows for ever." : "")}

            {table}
            """;
        return new MeasuredAnswer(text, new JsonObject
        {
            ["measure"] = "erlang",
            ["model"] = Model(target),
            ["erlangs"] = load.Erlangs,
            ["agents"] = agents,
            ["needed"] = Needed(load, target).Agents,
            ["rostered"] = Erlang.Rostered(agents, target.Shrinkage),
            ["forecast"] = Json(chosen, target),
            ["around"] = Figures.Json(rows.Select(row => new JsonObject { ["agents"] = row.Agents, ["forecast"] = Json(row.Forecast, target) })),
        }, StaffingChart.Draw($"Answered within {target.Within:0.##} s, by agents", [.. rows.Select(row => ($"{row.Agents}", row.Forecast?.ServiceLevel(target.Within) ?? 0))], value => Figures.Percent(value, 0), target.Level));
    }

    private static MeasuredAnswer Staff(CsvTable table, double period, double? handle, Target target)
    {
        var (interval, calls) = (table.Column("interval"), table.Column("calls"));
        int? length = handle is null ? table.Column("aht") : null;
        var shown = new TextTable("interval", "calls", "erlangs", "agents", "rostered", $"within {target.Within:0.##} s", "mean wait (s)");
        var json = new JsonArray();
        var bars = new List<(string, double)>();
        for (var row = 0; row < table.Count; row++)
        {
            var name = table.Text(row, interval);
            var coming = table.Number(row, calls, least: 0);
            var seconds = length is { } column ? table.Number(row, column, least: 0.001) : handle!.Value;
            var load = coming > 0 ? QueueLoad.Of(coming, period, seconds) : null; // nobody comes: nobody is needed
            var forecast = load is null ? null : Needed(load, target);
            var agents = forecast?.Agents ?? 0;
            shown.Add(name, Figures.Text(coming, 0), Figures.Text(load?.Erlangs ?? 0), $"{agents}", $"{Erlang.Rostered(agents, target.Shrinkage)}", Figures.Percent(forecast?.ServiceLevel(target.Within)), Figures.Text(forecast?.MeanWait));
            bars.Add((name, agents));
            json.Add(new JsonObject { ["interval"] = name, ["calls"] = coming, ["erlangs"] = load?.Erlangs ?? 0, ["agents"] = agents, ["rostered"] = Erlang.Rostered(agents, target.Shrinkage), ["forecast"] = Json(forecast, target) });
        }

        return new MeasuredAnswer($"{Model(target)}: agents to answer {Figures.Percent(target.Level, 0)} within {target.Within:0.##} s\n\n{shown}",
            new JsonObject { ["measure"] = "erlang", ["model"] = Model(target), ["intervals"] = json }, StaffingChart.Draw("Agents by interval", bars, value => Figures.Text(value, 0)));
    }

    private static MeasuredAnswer Chats(double arrivals, int agents, string lengths, Target target, int seed)
    {
        double[] seconds = [.. lengths.Split(',').Select(length => double.TryParse(length, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new CommandException($"--chats: \"{length}\" is no number."))];
        var played = ChatSimulation.Run(new ChatDesk(arrivals, agents, seconds, target.Patience), target.Within, seed: seed);
        var table = new TextTable("figure", "value");
        table.Add("waits", Figures.Percent(played.WaitChance));
        table.Add("mean wait (s)", Figures.Text(played.MeanWait));
        table.Add($"answered within {target.Within:0.##} s", Figures.Percent(played.WithinTarget));
        table.Add("give up", Figures.Percent(played.Abandoned));
        table.Add("mean length (s)", Figures.Text(played.MeanHandle, 1));
        table.Add("chats an agent has", Figures.Text(played.MeanParallel));
        return new MeasuredAnswer($"Simulated: {agents} agents with up to {seconds.Length} chats each, {played.Chats} chats, seed {seed}\n\n{table}", new JsonObject
        {
            ["measure"] = "erlang",
            ["model"] = "simulation",
            ["agents"] = agents,
            ["chats"] = played.Chats,
            ["seed"] = seed,
            ["waitChance"] = Figures.Json(played.WaitChance),
            ["meanWait"] = Figures.Json(played.MeanWait),
            ["serviceLevel"] = Figures.Json(played.WithinTarget),
            ["abandoned"] = Figures.Json(played.Abandoned),
            ["meanHandle"] = Figures.Json(played.MeanHandle),
            ["meanParallel"] = played.MeanParallel,
        });
    }

    private static string Model(Target target) => target.Patience is null ? "Erlang C" : "Erlang A";

    private static JsonObject? Json(QueueForecast? forecast, Target target) => forecast is null ? null : new JsonObject
    {
        ["waitChance"] = forecast.WaitChance,
        ["meanWait"] = forecast.MeanWait,
        ["serviceLevel"] = forecast.ServiceLevel(target.Within),
        ["abandoned"] = forecast.Abandoned,
        ["occupancy"] = forecast.Occupancy,
    };
}
