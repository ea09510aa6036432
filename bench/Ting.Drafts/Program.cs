using Ting.Drafts;
using Ting.Listening;

// Trains the coach's model and measures the coach.
//   train CORPUS WRITTEN OPEN WEIGHTS     CORPUS holds agent.*.jsonl and dialogues.jsonl, WRITTEN drafts.*.tsv, OPEN asdc_dialog_ja.train.jsonl;
//                                         every third situation is left out for the test
//                                         (--tuning leaves out another third, to choose by)
//   measure CORPUS [--tuning] [--wrong]
//   real LANGUAGE SPEAKER FILE [--wrong]   how often a real agent's messages are objected to, in every third dialogue
switch (args)
{
    case ["train", var corpus, var written, var open, var weights, .. var options]:
        var drafts = DraftCorpus.Read(corpus).Where(item => item.Third != Third.Test && (item.Third != Third.Tuning || !options.Contains("--tuning"))).Select(item => item.Draft)
            .Concat(DraftCorpus.ReadWritten(written)).Concat(DraftCorpus.ReadHotelDesk(open)).Concat(DraftCorpus.StandardPhrases()).ToList();
        var bytes = DraftTrainer.Train(drafts);
        await File.WriteAllBytesAsync(weights, bytes);
        Console.WriteLine($"{drafts.Count:N0} drafts, {bytes.Length:N0} bytes");
        return 0;

    case ["measure", var corpus, .. var options]:
        var third = options.Contains("--tuning") ? Third.Tuning : Third.Test;
        var items = DraftCorpus.Read(corpus).Where(item => item.Third == third).ToList();
        foreach (var language in (string[])["zh", "ja", "en"])
            Figures.Print(language, [.. items.Where(item => item.Draft.Language == language)], options.Contains("--wrong"));
        return 0;

    case ["real", var language, var speaker, var file, .. var options]:
        Figures.PrintReal(language, [.. DraftCorpus.ReadReal(file, speaker, at => at % 3 == 0)], options.Contains("--wrong"));
        return 0;

    default:
        Console.Error.WriteLine("train CORPUS WRITTEN OPEN WEIGHTS [--tuning] | measure CORPUS [--tuning] [--wrong] | real LANGUAGE SPEAKER FILE [--wrong]");
        return 2;
}
