using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ting.Server.App;
using Ting.Server.Channels;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Changes;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Labels;
using Ting.Server.Features.People;
using Ting.Server.Features.Profiles;
using Ting.Server.Features.Readings;
using Ting.Server.Features.Search;
using Ting.Server.Features.Settings;
using Ting.Server.Features.Setup;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

var builder = WebApplication.CreateBuilder(args);
if (builder.Environment.IsDevelopment())
    builder.WebHost.UseStaticWebAssets();

builder.Services
    .AddSingleton(TimeProvider.System)
    .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)) // Razor would write Chinese and Japanese as entities
    .AddSingleton<RefusalSentences>()
    .AddSingleton<FileStore>()
    .AddData(builder.Configuration)
    .AddJobs()
    .AddAccess(builder.Configuration)
    .AddLive()
    .AddSearch()
    .AddChannels()
    .AddConversations()
    .AddPeopleApi()
    .AddProfilesApi()
    .AddSearchPages()
    .AddChanges()
    .AddSettings()
    .AddAgents()
    .AddInboxes()
    .AddLabels()
    .AddSetup();

builder.Services.AddLocalisation();
builder.Services.AddApi();
builder.Services.AddValidation();
builder.Services.AddRazorComponents();

var app = builder.Build();

await app.Services.MigrateDatabaseAsync();

app.UseApi();
app.UseErrorPages();
app.UseSetupFirst();
app.UseAccess();
app.UseAnswerMemory();
app.UseAntiforgery();

var api = app.MapApi();
api.MapAgents();
api.MapConversations();
api.MapPeopleApi();
api.MapProfilesApi();
api.MapSearch();
api.MapReadings();
api.MapChanges();
api.MapInboxes();
api.MapLabels();
app.MapOpenApi();
app.MapPalette();
app.MapLive();
app.MapStaticAssets().AllowAnonymous();
app.MapPreferences();
app.MapRazorComponents<AppRoot>();

await app.RunAsync();
