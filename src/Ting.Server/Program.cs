using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ting.Server.App;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Labels;
using Ting.Server.Features.Settings;
using Ting.Server.Features.Setup;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Services
    .AddSingleton(TimeProvider.System)
    .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
    .AddSingleton<RefusalSentences>()
    .AddData(builder.Configuration)
    .AddJobs()
    .AddAccess(builder.Configuration)
    .AddSettings()
    .AddAgents()
    .AddInboxes()
    .AddLabels()
    .AddSetup();

builder.Services.AddLocalisation();
builder.Services.AddProblemDetails();
builder.Services.AddValidation();
builder.Services.AddRazorComponents();

var app = builder.Build();
await app.Services.MigrateDatabaseAsync();
app.UseRequestLocalization();
app.UseErrorPages();
app.UseSetupFirst();
app.UseAccess();
app.UseAntiforgery();

var api = app.MapGroup("/api/v1");
api.MapAgents();
api.MapInboxes();
api.MapLabels();
app.MapStaticAssets().AllowAnonymous();
app.MapPreferences();
app.MapSignIn();
app.MapRazorComponents<AppRoot>();
await app.RunAsync();
