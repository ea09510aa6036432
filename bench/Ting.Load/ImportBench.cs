using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Ting.Load;

/// <summary>Takes people in from a CSV file through HTTP, one in a thousand of them with an address that is none, on SQLite.</summary>
internal static class ImportBench
{
    private const double MostSeconds = 60;

    public static async Task<int> RunAsync(LoadOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ting-import-").FullName;
        try
        {
            await using var server = await ServerProcess.StartAsync(options.Server, folder, null);
            using var http = new HttpClient { BaseAddress = server.Address };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.Key);

            var clock = Stopwatch.StartNew();
            using var file = new ByteArrayContent(People(options.Large));
            using var form = new MultipartFormDataContent { { file, "file", "people.csv" } };
            var id = (await ReadAsync(await http.PostAsync("/api/v1/imports", form))).GetProperty("id").GetGuid();
            await ReadAsync(await http.PostAsync($"/api/v1/imports/{id}/run", null));
            JsonElement import;
            do
            {
                await Task.Delay(200);
                import = await ReadAsync(await http.GetAsync($"/api/v1/imports/{id}"));
                Console.Error.Write($"\r{import.GetProperty("place").GetInt32():N0} of {import.GetProperty("rows").GetInt32():N0} rows ");
            }
            while (import.GetProperty("state").GetString() is not "done");

            var seconds = clock.Elapsed.TotalSeconds;
            var counts = import.GetProperty("counts");
            Console.Error.WriteLine();
            Console.WriteLine($"{counts.GetProperty("new").GetInt32():N0} new people, {counts.GetProperty("bad").GetInt32():N0} bad rows, from handing the file in, SQLite, {Environment.ProcessorCount} processors, {server.WorkingSet / 1048576:N0} MB");
            Console.WriteLine($"{"import of people",-34}{seconds,9:F1} s{MostSeconds,9:F0} s{(seconds < MostSeconds ? "" : "  MISSED")}");
            return seconds < MostSeconds ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] People(int count)
    {
        var texts = new Texts();
        var file = new StringBuilder("name,email,phone,company,language,birthday\n");
        for (var number = 0; number < count; number++)
            file.Append(texts.Name()).Append(number % 1000 == 999 ? $",nobody {number}" : $",p{number}@example.test").Append(System.Globalization.CultureInfo.InvariantCulture, $",+86 138 {number / 10000:0000} {number % 10000:0000},Company {number % 2000},zh,{1950 + (number % 55)}-{1 + (number % 12):00}-{1 + (number % 28):00}\n");
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");
        }
    }
}
