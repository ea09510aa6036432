using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Load;

/// <summary>What people wait for all day: the first page of the inbox, one conversation, a search.</summary>
internal sealed record Reads(IReadOnlyList<(string Name, Measured Measured)> Lines)
{
    private static readonly string[] Searches = ["退款", "返金", "refund", "退款 订单", "注文", "order refund", "漏水", "予約"];

    public static async Task<Reads> MeasureAsync(ServerProcess server, LoadOptions options, AppDb db)
    {
        var some = await db.Conversations.AsNoTracking().OrderByDescending(it => it.LastMessageAt).Take(500).Select(it => new { it.Id, it.Number }).ToListAsync();
        var cookie = await SignInAsync(server);
        var time = TimeSpan.FromSeconds(options.Seconds);
        return new Reads(
        [
            ("inbox page (HTML)", await Clients.RunAsync(server.Address, options.Clients, time, (http, _) => http.GetAsync("/inbox?view=all"), cookie)),
            ("conversation page (HTML), whole", await Clients.RunAsync(server.Address, options.Clients, time, (http, number) => http.GetAsync($"/inbox/{some[number % some.Count].Number}"), cookie)),
            ("conversation opened from the queue", await Clients.RunAsync(server.Address, options.Clients, time, (http, number) => FromQueueAsync(http, some[number % some.Count].Number), cookie)),
            ("GET /conversations", await Clients.RunAsync(server.Address, options.Clients, time, (http, _) => http.GetAsync("/api/v1/conversations?status=open"))),
            ("GET /conversations/{id}", await Clients.RunAsync(server.Address, options.Clients, time, (http, number) => http.GetAsync($"/api/v1/conversations/{some[number % some.Count].Id}"))),
            ("GET …/messages", await Clients.RunAsync(server.Address, options.Clients, time, (http, number) => http.GetAsync($"/api/v1/conversations/{some[number % some.Count].Id}/messages"))),
            ("GET /search", await Clients.RunAsync(server.Address, options.Clients, time, (http, number) => http.GetAsync($"/api/v1/search?q={Uri.EscapeDataString(Searches[number % Searches.Length])}"))),
        ]);
    }

    // What a browser asks for when the reader clicks in the queue that it already shows.
    private static async Task<HttpResponseMessage> FromQueueAsync(HttpClient http, long number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/inbox/{number}?view=all");
        request.Headers.Add("X-Queue", "/inbox/list?view=all");
        return await http.SendAsync(request);
    }

    /// <summary>Signs in as a person does, with the form of the sign-in page.</summary>
    public static async Task<string> SignInAsync(ServerProcess server)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = server.Address };
        var page = await http.GetStringAsync("/sign-in");
        var form = HiddenFields.Of(page, "Input.Email");
        form["Input.Email"] = "load@example.test";
        form["Input.Password"] = "load-and-nothing-else";
        using var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent(form));
        if (!handler.CookieContainer.GetCookieHeader(server.Address).Contains("ting=", StringComparison.Ordinal))
            throw new InvalidOperationException($"Signing in was answered with {(int)answer.StatusCode}.");
        return handler.CookieContainer.GetCookieHeader(server.Address);
    }
}
