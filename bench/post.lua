-- A lead as a web form sends it, for wrk. The key comes from the environment; the bare server does not ask for one.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. (os.getenv("BATON_KEY") or "none")
wrk.body = [[{"first_name":"Katharina","last_name":"Oberhollenzer","email":"katharina.oberhollenzer@example.com","phone":"+43 664 1234567","company":"Example Manufacturing GmbH","domain":"example.com","country":"AT","region":"7","city":"Innsbruck","industry":"manufacturing","employees":240,"source":"web-form","title":"Head of Operations","message":"We would like a demonstration of the product for our two plants, and a price for about 240 users in the coming quarter.","campaign":"q4","consent":true}]]
